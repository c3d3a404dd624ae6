import { inNamespace, perSecond } from "../promql.ts";

/** Cores, or bytes. */
export type Resource = "cpu" | "memory";

/**
 * The workload of each pod: its StatefulSet or DaemonSet, or its Deployment, whose name is that of the ReplicaSet without
 * the hash at its end (letters and digits of k8s.io/apimachinery's rand.SafeEncodeString).
 */
const WORKLOAD_OF_POD = `max by (namespace, pod, workload) (label_replace(kube_pod_owner${inNamespace()}, "workload", "$1", "owner_name", "(.+?)(-[bcdfghjklmnpqrstvwxz2456789]{8,10})?"))`;

/** Pods that hold what they asked for: not those that ended. */
const ALIVE = `max by (namespace, pod) (kube_pod_status_phase${inNamespace('phase=~"Pending|Running"')} == 1)`;

/** What living containers asked for, or may use at most, by namespace and pod. */
function byPod(of: "requests" | "limits", resource: Resource): string {
  const series = `kube_pod_container_resource_${of}${inNamespace(`resource="${resource}"`)}`;
  return `sum by (namespace, pod) (max by (namespace, pod, container) (${series})) * on (namespace, pod) ${ALIVE}`;
}

/** What containers use, by namespace and pod: cores over a short while, or bytes that can't be taken back. */
function usedByPod(resource: Resource): string {
  const used = inNamespace('container!=""');
  const each =
    resource === "cpu"
      ? perSecond(`container_cpu_usage_seconds_total${used}`)
      : `container_memory_working_set_bytes${used}`;
  return `sum by (namespace, pod) (max by (namespace, pod, container) (${each}))`;
}

/** What was asked for, is allowed or used, summed up by workload. */
export function byWorkload(what: "requests" | "limits" | "use", resource: Resource): string {
  const pods = what === "use" ? usedByPod(resource) : byPod(what, resource);
  return `sum by (namespace, workload) ((${pods}) * on (namespace, pod) group_left (workload) ${WORKLOAD_OF_POD})`;
}

/** The same of all pods together. */
export function total(what: "requests" | "limits" | "use", resource: Resource): string {
  return `sum(${what === "use" ? usedByPod(resource) : byPod(what, resource)})`;
}

/** What the nodes have for pods. They belong to no namespace. */
export function allocatable(resource: Resource): string {
  return `sum(max by (node) (kube_node_status_allocatable{resource="${resource}"}))`;
}

/** What all pods of the cluster asked for, whatever namespace is picked: it is what is left of nodes that counts. */
export function requestedOnNodes(resource: Resource): string {
  const pods = `sum by (namespace, pod) (max by (namespace, pod, container) (kube_pod_container_resource_requests{resource="${resource}"}))`;
  return `sum(${pods} * on (namespace, pod) max by (namespace, pod) (kube_pod_status_phase{phase="Running"} == 1))`;
}
