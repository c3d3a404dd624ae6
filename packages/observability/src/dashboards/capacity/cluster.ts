import { high, low, stat, timeseries } from "../panels.ts";
import { inNamespace } from "../promql.ts";
import type { RowSpec } from "../spec.ts";
import { allocatable, requestedOnNodes } from "./series.ts";

/** Nodes, and what is left on them. */
export const NODES_ROW: RowSpec = {
  title: "Nodes (in clusters only)",
  panels: [
    stat({
      title: "Nodes ready",
      description: "Nodes that take pods. Good: all there are.",
      runbook: "capacity",
      unit: "short",
      queries: {
        ready: 'sum(max by (node) (kube_node_status_condition{condition="Ready",status="true"}))',
        "not ready":
          'sum(max by (node) (kube_node_status_condition{condition="Ready",status=~"false|unknown"}))',
      },
    }),
    stat({
      title: "CPU left",
      description:
        "Cores of all nodes that no pod has asked for. Good: enough for the largest pod, and for one node to fail.",
      runbook: "capacity",
      unit: "none",
      decimals: 2,
      queries: { left: `${allocatable("cpu")} - ${requestedOnNodes("cpu")}` },
      thresholds: high(1, 0.25),
    }),
    stat({
      title: "Memory left",
      description:
        "Memory of all nodes that no pod has asked for. Good: enough for the largest pod, and for one node to fail.",
      runbook: "capacity",
      unit: "bytes",
      queries: { left: `${allocatable("memory")} - ${requestedOnNodes("memory")}` },
      thresholds: high(2 ** 31, 2 ** 29),
    }),
    stat({
      title: "Pods that wait",
      description:
        "Pods that no node takes, or whose image or volume isn't there yet. Good: 0, but for moments.",
      runbook: "capacity",
      unit: "short",
      queries: { waiting: `sum(kube_pod_status_phase${inNamespace('phase="Pending"')})` },
      thresholds: low(1),
    }),
    timeseries({
      title: "CPU asked for of what nodes have",
      description: "Good: below 80 %; above, a failed node's pods find no place.",
      runbook: "capacity",
      unit: "percentunit",
      width: 12,
      queries: { cluster: `${requestedOnNodes("cpu")} / ${allocatable("cpu")}` },
      thresholds: low(0.95, 0.8),
    }),
    timeseries({
      title: "Memory asked for of what nodes have",
      description: "Good: below 80 %; above, a failed node's pods find no place.",
      runbook: "capacity",
      unit: "percentunit",
      width: 12,
      queries: { cluster: `${requestedOnNodes("memory")} / ${allocatable("memory")}` },
      thresholds: low(0.95, 0.8),
    }),
  ],
};

const replicas = (of: string) =>
  `max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_${of}${inNamespace()})`;

/** Replicas, and who decides how many there are. */
export const SCALING_ROW: RowSpec = {
  title: "Scaling (in clusters only)",
  panels: [
    timeseries({
      title: "Replicas, scaled",
      description:
        "Replicas that each autoscaler wants and has; KEDA's are called keda-hpa-…. Good: both the same, and below the most allowed.",
      runbook: "capacity",
      unit: "short",
      queries: {
        "{{namespace}}/{{horizontalpodautoscaler}} has": replicas("status_current_replicas"),
        "{{namespace}}/{{horizontalpodautoscaler}} wants": replicas("status_desired_replicas"),
      },
    }),
    timeseries({
      title: "Autoscalers at their most",
      description:
        "Replicas of the most that each autoscaler may have. Good: below 100 %; there, load grows and replicas don't.",
      runbook: "capacity",
      unit: "percentunit",
      queries: {
        "{{namespace}}/{{horizontalpodautoscaler}}": `${replicas("status_current_replicas")} / ${replicas("spec_max_replicas")}`,
      },
      thresholds: low(1, 0.8),
    }),
    timeseries({
      title: "Replicas missing",
      description:
        "Replicas that Deployments should have and that aren't available. Good: 0, but for moments of a deployment.",
      runbook: "service-down",
      unit: "short",
      queries: {
        "{{namespace}}/{{deployment}}": `max by (namespace, deployment) (kube_deployment_spec_replicas${inNamespace()}) - max by (namespace, deployment) (kube_deployment_status_replicas_available${inNamespace()}) > 0`,
      },
      thresholds: low(1),
    }),
  ],
};

const volume = (of: string) =>
  `max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_${of}${inNamespace()})`;

/** Disks: where nothing grows them, a full one stops what is on it. */
export const VOLUMES_ROW: RowSpec = {
  title: "Volumes (in clusters only)",
  panels: [
    timeseries({
      title: "Volumes: used",
      description: "Share of each volume that is used. Good: below 80 %.",
      runbook: "capacity",
      unit: "percentunit",
      width: 12,
      max: 1,
      queries: {
        "{{namespace}}/{{persistentvolumeclaim}}": `${volume("used_bytes")} / ${volume("capacity_bytes")}`,
      },
      thresholds: low(0.9, 0.8),
    }),
    timeseries({
      title: "Volumes: left",
      description: "What is left on each volume. Good: more than a week's growth.",
      runbook: "capacity",
      unit: "bytes",
      width: 12,
      queries: { "{{namespace}}/{{persistentvolumeclaim}}": volume("available_bytes") },
    }),
  ],
};
