import { high, low, stat, timeseries } from "../panels.ts";
import { growth, own, perSecond, quantile, sumBy } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

/** Whether each service has its sidecar, and each sidecar its scheduler and components. */
export const SIDECARS_ROW: RowSpec = {
  title: "Sidecars",
  panels: [
    stat({
      title: "Services without their sidecar",
      description:
        "Processes whose own sidecar doesn't answer. Good: 0. Writes go on meanwhile; events and reminders wait.",
      runbook: "sidecar-missing",
      unit: "short",
      queries: { missing: `sum(1 - punctual_sidecar_up${own()})` },
      thresholds: low(1),
    }),
    stat({
      title: "Schedulers that a sidecar sees",
      description:
        "The fewest schedulers that any sidecar is connected to. Good: all there are (1 on a laptop, 3 in a cluster); at 0 no reminder fires on time.",
      runbook: "scheduler-disconnected",
      unit: "short",
      queries: { schedulers: `min(punctual_scheduler_connections${own()})` },
      thresholds: high(1),
    }),
    stat({
      title: "Failures that policies met",
      description: "How often a second a retry, timeout or circuit breaker had to step in. Good: 0.",
      runbook: "events-late",
      unit: "ops",
      queries: { activations: sumBy("", perSecond(`dapr_resiliency_activations_total${own()}`)) },
      thresholds: low(1, 0.01),
    }),
    stat({
      title: "Calls denied",
      description:
        "Service invocations a second that access control turned away. Good: 0; anything else is a wrong policy or an intruder.",
      runbook: "sidecar-missing",
      unit: "ops",
      queries: {
        "by an app's policy": sumBy(
          "",
          perSecond(`dapr_runtime_acl_app_policy_action_blocked_total${own()}`),
        ),
        "by default": sumBy("", perSecond(`dapr_runtime_acl_global_policy_action_blocked_total${own()}`)),
      },
      thresholds: low(0.001),
    }),
    timeseries({
      title: "Sidecar answers",
      description: "1 while every process of a service reaches its own sidecar. Good: 1.",
      runbook: "sidecar-missing",
      unit: "bool_yes_no",
      max: 1,
      queries: { "{{app_id}}": `min by (app_id) (punctual_sidecar_up${own()})` },
    }),
    timeseries({
      title: "Schedulers connected",
      description:
        "Schedulers that each service's sidecars are connected to, the fewest. Good: all there are, and the same for all.",
      runbook: "scheduler-disconnected",
      unit: "short",
      queries: { "{{app_id}}": `min by (app_id) (punctual_scheduler_connections${own()})` },
    }),
    timeseries({
      title: "Components that failed to start",
      description:
        "A sidecar ends when a component fails, so a failure shows here only when Prometheus looked in between. Good: none.",
      runbook: "sidecar-missing",
      unit: "short",
      queries: {
        "{{app_id}} {{componentName}} {{reason}}": sumBy(
          "app_id,componentName,reason",
          growth(`dapr_runtime_component_init_fail_total${own()}`),
        ),
      },
    }),
  ],
};

/** What services ask of their sidecars, and sidecars of services. */
export const HTTP_ROW: RowSpec = {
  title: "HTTP between services and sidecars",
  panels: [
    timeseries({
      title: "Asked of the sidecar",
      description:
        "Requests a second of each service to its sidecar, by status; probes are among those with 204. Good: no 5xx.",
      runbook: "sidecar-missing",
      unit: "reqps",
      width: 12,
      queries: {
        "{{app_id}} {{method}} {{status}}": sumBy(
          "app_id,method,status",
          perSecond(`dapr_http_server_request_count${own()}`),
        ),
      },
    }),
    timeseries({
      title: "Sidecar's time to answer",
      description: "95th percentile. Publishing is POST, probes and reads are GET. Good: below 50 ms.",
      runbook: "events-late",
      unit: "ms",
      width: 12,
      queries: {
        "{{app_id}} {{method}}": quantile(0.95, `dapr_http_server_latency_bucket${own()}`, "app_id,method"),
      },
      thresholds: low(500, 50),
    }),
    timeseries({
      title: "Asked of the service",
      description:
        "Requests a second of each sidecar to its service, by status: deliveries, jobs, calls of other services. Good: all 2xx.",
      runbook: "events-late",
      unit: "reqps",
      width: 12,
      queries: {
        "{{app_id}} {{method}} {{status}}": sumBy(
          "app_id,method,status",
          perSecond(`dapr_http_client_completed_count${own()}`),
        ),
      },
    }),
    timeseries({
      title: "Service's time to answer its sidecar",
      description: "95th percentile. Good: below 100 ms; deliveries wait for one another.",
      runbook: "events-late",
      unit: "ms",
      width: 12,
      queries: {
        "{{app_id}} {{method}}": quantile(
          0.95,
          `dapr_http_client_roundtrip_latency_bucket${own()}`,
          "app_id,method",
        ),
      },
      thresholds: low(1000, 100),
    }),
  ],
};
