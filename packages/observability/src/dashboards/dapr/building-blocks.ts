import { low, timeseries } from "../panels.ts";
import { own, perSecond, quantile, sumBy } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

const IN = "dapr_component_pubsub_ingress";
const OUT = "dapr_component_pubsub_egress";
const STATE = "dapr_component_state";
const INVOKE = "dapr_runtime_service_invocation";

/** Events in and out of the sidecars. */
export const PUBSUB_ROW: RowSpec = {
  title: "Pub/sub",
  panels: [
    timeseries({
      title: "Out, by topic",
      description: "Events a second that sidecars published. Good: none with success false.",
      runbook: "kafka",
      unit: "cps",
      width: 12,
      queries: {
        "{{app_id}} {{topic}} success {{success}}": sumBy(
          "app_id,topic,success",
          perSecond(`${OUT}_count${own()}`),
        ),
      },
    }),
    timeseries({
      title: "Time to publish",
      description:
        "How long the broker takes to accept an event: half, and 95 of 100, are faster. Good: p95 below 25 ms.",
      runbook: "kafka",
      unit: "ms",
      width: 12,
      queries: {
        "{{topic}} p50": quantile(0.5, `${OUT}_latencies_bucket${own()}`, "topic"),
        "{{topic}} p95": quantile(0.95, `${OUT}_latencies_bucket${own()}`, "topic"),
      },
      thresholds: low(250, 25),
    }),
    timeseries({
      title: "In, by topic",
      description:
        "Deliveries a second to services, by how they ended. Good: all success; retry is tried again, drop was given up.",
      runbook: "dead-letters",
      unit: "cps",
      width: 12,
      queries: {
        "{{app_id}} {{topic}} {{process_status}} {{status}}": sumBy(
          "app_id,topic,process_status,status",
          perSecond(`${IN}_count${own()}`),
        ),
      },
    }),
    timeseries({
      title: "Time to take a delivery",
      description:
        "How long a service works on an event: half, and 95 of 100, are faster. Good: p95 below 50 ms.",
      runbook: "events-late",
      unit: "ms",
      width: 12,
      queries: {
        "{{app_id}} {{topic}} p50": quantile(0.5, `${IN}_latencies_bucket${own()}`, "app_id,topic"),
        "{{app_id}} {{topic}} p95": quantile(0.95, `${IN}_latencies_bucket${own()}`, "app_id,topic"),
      },
      thresholds: low(500, 50),
    }),
  ],
};

/** State, secrets and calls from service to service. */
export const STATE_AND_CALLS_ROW: RowSpec = {
  title: "State, secrets and calls",
  panels: [
    timeseries({
      title: "State store",
      description: "Operations a second on conversations. Good: none with success false.",
      runbook: "postgres",
      unit: "ops",
      queries: {
        "{{app_id}} {{operation}} success {{success}}": sumBy(
          "app_id,operation,success",
          perSecond(`${STATE}_count${own()}`),
        ),
      },
    }),
    timeseries({
      title: "State store's time to answer",
      description: "95th percentile; Dapr leaves out what takes less than a millisecond. Good: below 25 ms.",
      runbook: "postgres",
      unit: "ms",
      queries: { "{{operation}}": quantile(0.95, `${STATE}_latencies_bucket${own()}`, "operation") },
      thresholds: low(250, 25),
    }),
    timeseries({
      title: "Secrets read",
      description:
        "Reads a second of the secret store, mostly when a service starts. Good: none with success false.",
      runbook: "sidecar-missing",
      unit: "ops",
      queries: {
        "{{app_id}} success {{success}}": sumBy(
          "app_id,success",
          perSecond(`dapr_component_secret_count${own()}`),
        ),
      },
    }),
    timeseries({
      title: "Calls between services",
      description: "Calls a second, by who calls whom. Good: as many received as sent.",
      runbook: "sidecar-missing",
      unit: "reqps",
      queries: {
        "{{app_id}} calls {{dst_app_id}}": sumBy(
          "app_id,dst_app_id",
          perSecond(`${INVOKE}_req_sent_total${own()}`),
        ),
        "{{app_id}} called by {{src_app_id}}": sumBy(
          "app_id,src_app_id",
          perSecond(`${INVOKE}_req_recv_total${own()}`),
        ),
      },
    }),
    timeseries({
      title: "Answers to calls",
      description:
        "Answers a second that a caller got, by the service that was called and its status. Good: all 2xx; 403 is access control.",
      runbook: "sidecar-missing",
      unit: "reqps",
      queries: {
        "{{app_id}} from {{src_app_id}}: {{status}}": sumBy(
          "app_id,src_app_id,status",
          perSecond(`${INVOKE}_res_recv_total${own()}`),
        ),
      },
    }),
    timeseries({
      title: "Time to answer a call",
      description: "95th percentile, through both sidecars. Good: below 100 ms.",
      runbook: "slow-requests",
      unit: "ms",
      queries: {
        "{{app_id}} from {{src_app_id}}": quantile(
          0.95,
          `${INVOKE}_res_recv_latency_ms_bucket${own()}`,
          "app_id,src_app_id",
        ),
      },
      thresholds: low(1000, 100),
    }),
  ],
};
