import { high, low, stat, timeseries } from "../panels.ts";
import { growth, own, perSecond, quantile, sumBy } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

const SCHEDULER = "dapr_scheduler";
const SENTRY = "dapr_sentry";
const INJECTOR = "dapr_injector_sidecar_injection";
const DAY_S = 24 * 60 * 60;

/** The parts of Dapr that a whole cluster shares. A laptop keeps their metrics off: they would listen beyond loopback. */
export const CONTROL_PLANE_ROWS: readonly RowSpec[] = [
  {
    title: "Scheduler (in clusters only)",
    panels: [
      timeseries({
        title: "Sidecars connected",
        description: "Sidecars that each scheduler sees. Good: as many as there are, on every scheduler.",
        runbook: "scheduler-disconnected",
        unit: "short",
        queries: { "{{pod}}": `max by (pod) (${SCHEDULER}_sidecars_connected)` },
      }),
      timeseries({
        title: "Jobs",
        description:
          "Jobs a second that were made, triggered, failed, or had nobody to take them. Good: none failed, none undelivered.",
        runbook: "scheduler-disconnected",
        unit: "ops",
        queries: {
          "created {{type}}": sumBy("type", perSecond(`${SCHEDULER}_jobs_created_total`)),
          "triggered {{type}}": sumBy("type", perSecond(`${SCHEDULER}_jobs_triggered_total`)),
          "failed {{type}}": sumBy("type", perSecond(`${SCHEDULER}_jobs_failed_total`)),
          "undelivered {{type}}": sumBy("type", perSecond(`${SCHEDULER}_jobs_undelivered_total`)),
        },
      }),
      timeseries({
        title: "Time to trigger a job",
        description:
          "95th percentile, from the job's time to the sidecar's answer. Good: below 100 ms, the finest that Dapr tells apart.",
        runbook: "scheduler-disconnected",
        unit: "ms",
        queries: { "{{type}}": quantile(0.95, `${SCHEDULER}_trigger_latency_bucket`, "type") },
        thresholds: low(1000, 100),
      }),
    ],
  },
  {
    title: "Certificates (in clusters only)",
    panels: [
      stat({
        title: "Days until the issuer's certificate expires",
        description: "When it has expired no sidecar starts or talks to another. Good: more than 30.",
        runbook: "certificate-expiry",
        unit: "d",
        height: 8,
        queries: { left: `(min(${SENTRY}_issuercert_expiry_timestamp) - time()) / ${DAY_S}` },
        thresholds: high(30, 7),
      }),
      timeseries({
        title: "Certificates signed",
        description:
          "Requests of sidecars and the control plane since the last point, and those that sentry signed. Good: as many signed as asked for.",
        runbook: "certificate-expiry",
        unit: "short",
        width: 9,
        queries: {
          "asked for": sumBy("", growth(`${SENTRY}_cert_sign_request_received_total`)),
          signed: sumBy("", growth(`${SENTRY}_cert_sign_success_total`)),
        },
      }),
      timeseries({
        title: "Certificates refused",
        description: "Requests that sentry didn't sign, by reason. Good: none.",
        runbook: "certificate-expiry",
        unit: "short",
        width: 9,
        queries: {
          "{{reason}}": sumBy("reason", growth(`${SENTRY}_cert_sign_failure_total`)),
          "for sentry itself: {{reason}}": sumBy("reason", growth(`${SENTRY}_servercert_issue_failed_total`)),
        },
      }),
    ],
  },
  {
    title: "Injector, operator and gRPC (in clusters only)",
    panels: [
      timeseries({
        title: "Answers of the injector",
        description:
          "Pods that it was asked about since the last point: it is asked about every pod of the cluster, and leaves those without Dapr as they are. Good: all of them passed, ours among them with a release.",
        runbook: "sidecar-missing",
        unit: "short",
        queries: {
          asked: sumBy("", growth(`${INJECTOR}_requests_total`)),
          passed: sumBy("", growth(`${INJECTOR}_succeeded_total`)),
          "ours: {{app_id}}": sumBy("app_id", growth(`${INJECTOR}_succeeded_total{app_id=~"$app_id"}`)),
          "failed: {{reason}}": sumBy("reason", growth(`${INJECTOR}_failed_total`)),
        },
      }),
      timeseries({
        title: "What the operator did",
        description:
          "Services for sidecars that the operator made, changed or deleted since the last point. Good: only with deployments.",
        runbook: "sidecar-missing",
        unit: "short",
        queries: {
          "created {{app_id}}": sumBy("app_id", growth("dapr_operator_service_created_total")),
          "updated {{app_id}}": sumBy("app_id", growth("dapr_operator_service_updated_total")),
          "deleted {{app_id}}": sumBy("app_id", growth("dapr_operator_service_deleted_total")),
        },
      }),
      timeseries({
        title: "Sidecars' gRPC calls",
        description: "Calls a second of sidecars to the control plane, by status. Good: all OK.",
        runbook: "sidecar-missing",
        unit: "reqps",
        queries: {
          "{{app_id}} {{grpc_client_method}} {{grpc_client_status}}": sumBy(
            "app_id,grpc_client_method,grpc_client_status",
            perSecond(`dapr_grpc_io_client_completed_rpcs${own()}`),
          ),
        },
      }),
      timeseries({
        title: "gRPC's time to answer",
        description: "95th percentile of those calls. Good: below 100 ms.",
        runbook: "sidecar-missing",
        unit: "ms",
        queries: {
          "{{grpc_client_method}}": quantile(
            0.95,
            `dapr_grpc_io_client_roundtrip_latency_bucket${own()}`,
            "grpc_client_method",
          ),
        },
        thresholds: low(1000, 100),
      }),
    ],
  },
];
