import { low, table, timeseries } from "../panels.ts";
import { growth, inNamespace, own, perSecond } from "../promql.ts";
import type { RowSpec } from "../spec.ts";
import { byWorkload } from "./series.ts";

/** What each workload asks for, may use, and uses. */
export const WORKLOADS_ROW: RowSpec = {
  title: "Workloads (in clusters only)",
  panels: [
    table({
      title: "Workloads",
      description:
        "Cores and memory that each workload asked for, may use at most, and uses. Good: use a little below what was asked for; memory well below its limit.",
      runbook: "capacity",
      rows: ["namespace", "workload"],
      columns: [
        { title: "CPU used", expr: byWorkload("use", "cpu"), unit: "none", decimals: 3 },
        { title: "CPU asked for", expr: byWorkload("requests", "cpu"), unit: "none", decimals: 3 },
        { title: "CPU limit", expr: byWorkload("limits", "cpu"), unit: "none", decimals: 3 },
        { title: "Memory used", expr: byWorkload("use", "memory"), unit: "bytes" },
        { title: "Memory asked for", expr: byWorkload("requests", "memory"), unit: "bytes" },
        { title: "Memory limit", expr: byWorkload("limits", "memory"), unit: "bytes" },
      ],
      sortBy: "Memory asked for",
    }),
    timeseries({
      title: "CPU used of asked for",
      description:
        "Good: between 30 % and 100 %. Above, neighbours may take it away; far below, you pay for nothing.",
      runbook: "capacity",
      unit: "percentunit",
      queries: {
        "{{namespace}}/{{workload}}": `${byWorkload("use", "cpu")} / ${byWorkload("requests", "cpu")}`,
      },
      thresholds: low(2, 1),
    }),
    timeseries({
      title: "Memory used of its limit",
      description: "Good: below 80 %. At 100 % the kernel ends the container.",
      runbook: "capacity",
      unit: "percentunit",
      queries: {
        "{{namespace}}/{{workload}}": `${byWorkload("use", "memory")} / ${byWorkload("limits", "memory")}`,
      },
      thresholds: low(0.9, 0.8),
    }),
    timeseries({
      title: "Waiting for CPU",
      description:
        "Share of time in which something in a pod could have run but got no CPU (the kernel's pressure figures, from Kubernetes 1.34). Good: below 10 %.",
      runbook: "capacity",
      unit: "percentunit",
      queries: {
        "{{namespace}}/{{pod}}": `max by (namespace, pod) (${perSecond(`container_pressure_cpu_waiting_seconds_total${inNamespace('container!=""')}`)})`,
      },
      thresholds: low(0.5, 0.1),
    }),
    timeseries({
      title: "Throttled",
      description:
        "Share of periods in which a container was held back by its CPU limit. Good: below 10 %. No data: no CPU limits, as Punctual's own workloads have it.",
      runbook: "capacity",
      unit: "percentunit",
      queries: {
        "{{namespace}}/{{pod}}": `${sumOf("throttled_periods_total")} / ${sumOf("periods_total")}`,
      },
      thresholds: low(0.5, 0.1),
    }),
    timeseries({
      title: "Restarts",
      description: "How often a workload's containers began anew since the last point. Good: 0.",
      runbook: "service-down",
      unit: "short",
      queries: {
        "{{namespace}}/{{pod}} {{container}}": `sum by (namespace, pod, container) (${growth(`kube_pod_container_status_restarts_total${inNamespace()}`)}) > 0`,
      },
    }),
    timeseries({
      title: "Ended for want of memory",
      description:
        "Containers whose last end was the kernel's, because they went over their memory limit. Good: none.",
      runbook: "capacity",
      unit: "short",
      queries: {
        "{{namespace}}/{{pod}} {{container}}": `max by (namespace, pod, container) (kube_pod_container_status_last_terminated_reason${inNamespace('reason="OOMKilled"')}) > 0`,
      },
    }),
  ],
};

/** Our processes as they see themselves: on laptops too. */
export const OWN_PROCESSES_ROW: RowSpec = {
  title: "Punctual's processes (everywhere)",
  panels: [
    timeseries({
      title: "CPU by service",
      description:
        "Cores that all processes of a service use together, without their sidecars. Good: follows traffic.",
      runbook: "capacity",
      unit: "none",
      width: 12,
      stacked: true,
      queries: { "{{app_id}}": `sum by (app_id) (${perSecond(`process_cpu_seconds_total${own()}`)})` },
    }),
    timeseries({
      title: "Memory by service",
      description:
        "Memory that all processes of a service hold together, without their sidecars. Good: level.",
      runbook: "capacity",
      unit: "bytes",
      width: 12,
      stacked: true,
      queries: { "{{app_id}}": `sum by (app_id) (process_resident_memory_bytes${own()})` },
    }),
  ],
};

function sumOf(periods: string): string {
  return `sum by (namespace, pod) (${growth(`container_cpu_cfs_${periods}${inNamespace('container!=""')}`)})`;
}
