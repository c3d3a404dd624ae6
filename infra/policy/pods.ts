import { at, items, kindOf, text } from "./read.ts";
import type { Declared } from "./rule.ts";

/** A pod that a resource starts, or is. */
export interface Pod {
  readonly metadata: unknown;
  readonly spec: unknown;
  readonly containers: readonly Container[];
}

/** One of a pod's containers, whenever it runs. */
interface Container {
  readonly name: string;
  readonly spec: unknown;
}

/** Where a kind keeps its pod. */
const TEMPLATE: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ["spec", "template"],
  StatefulSet: ["spec", "template"],
  DaemonSet: ["spec", "template"],
  ReplicaSet: ["spec", "template"],
  ReplicationController: ["spec", "template"],
  Job: ["spec", "template"],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
};

/** The pod of one of our workloads; undefined for all else, and for what others publish. */
export function podOf({ type, inputs, published }: Declared): Pod | undefined {
  const path = TEMPLATE[kindOf(type)?.kind ?? ""];
  if (path === undefined || published) return undefined;
  const template = at(inputs, ...path);
  const spec = at(template, "spec");
  const containers = ["initContainers", "containers", "ephemeralContainers"]
    .flatMap((key) => items(at(spec, key)))
    .map((container) => ({ name: text(at(container, "name")), spec: container }));
  return { metadata: at(template, "metadata"), spec, containers };
}

/** What is wrong with the containers of our workloads, each by its name. */
export function wrongContainers(
  resource: Declared,
  wrongWith: (container: unknown, pod: Pod) => readonly string[],
): string[] {
  const pod = podOf(resource);
  if (!pod) return [];
  return pod.containers.flatMap(({ name, spec }) =>
    wrongWith(spec, pod).map((wrong) => `has a container "${name}" that ${wrong}`),
  );
}

/** Names of the namespaces that our own workloads run in. */
export function ourNamespaces(resources: readonly Declared[]): string[] {
  const names = resources
    .filter((each) => podOf(each) !== undefined)
    .map(({ inputs }) => text(at(inputs, "metadata", "namespace")) || "default");
  return [...new Set(names)];
}
