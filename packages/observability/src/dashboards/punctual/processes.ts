import { low, timeseries } from "../panels.ts";
import { own, perSecond } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

/** How the services' own processes are. */
export const PROCESSES_ROW: RowSpec = {
  title: "Processes",
  panels: [
    timeseries({
      title: "Processes that answer",
      description:
        "Replicas of each service that Prometheus reaches. Good: as many as there should be, and never 0.",
      runbook: "service-down",
      unit: "short",
      queries: { "{{app_id}}": `count by (app_id) (process_start_time_seconds${own()})` },
    }),
    timeseries({
      title: "Restarts",
      description:
        "How often processes of a service began anew since the last point. Good: 0 but for deployments.",
      runbook: "service-down",
      unit: "short",
      queries: {
        "{{app_id}}": `sum by (app_id) (changes(process_start_time_seconds${own()}[$__rate_interval]))`,
      },
    }),
    timeseries({
      title: "Database answers",
      description: "1 while each service reaches its database. Good: 1. At 0 nothing can be read or written.",
      runbook: "postgres",
      unit: "bool_yes_no",
      max: 1,
      queries: { "{{app_id}}": `min by (app_id) (punctual_database_up${own()})` },
    }),
    timeseries({
      title: "CPU",
      description:
        "Processor cores that the busiest process of each service uses. Good: well below 1, for a Node process has one thread for our code.",
      runbook: "capacity",
      unit: "short",
      queries: { "{{app_id}}": `max by (app_id) (${perSecond(`process_cpu_seconds_total${own()}`)})` },
      thresholds: low(0.9),
    }),
    timeseries({
      title: "Memory",
      description:
        "Memory that the largest process of each service holds. Good: level after the first minutes; a steady climb is a leak.",
      runbook: "capacity",
      unit: "bytes",
      queries: { "{{app_id}}": `max by (app_id) (process_resident_memory_bytes${own()})` },
    }),
    timeseries({
      title: "Event loop, p99",
      description:
        "How late the worst hundredth of Node's timers are: everything that a process does waits as long. Good: below 50 ms.",
      runbook: "slow-requests",
      unit: "s",
      queries: { "{{app_id}}": `max by (app_id) (nodejs_eventloop_lag_p99_seconds${own()})` },
      thresholds: low(0.2, 0.05),
    }),
  ],
};
