import { podOf } from "../pods.ts";
import { at, fields, items, kindOf } from "../read.ts";
import type { Declared, ResourceRule } from "../rule.ts";
import { LABEL_FIELDS, TAKES_NONE } from "./taggable.ts";

/** What every cloud's bill can be grouped by. */
const NEEDED = ["project", "environment", "stack"];
/** The same in the cluster. */
const IN_CLUSTER = "punctual/environment";

/** Of Redpanda Cloud's resources the one that is paid for; its tags are those of the cluster's labels that it takes. */
const REDPANDA = { type: "redpanda:index/serverlessCluster:ServerlessCluster", needed: ["environment"] };

/** Where else a type has labels: of what it makes itself. */
const WITHIN: Readonly<Record<string, (inputs: Declared["inputs"]) => readonly unknown[]>> = {
  "azure-native:containerservice:ManagedCluster": (inputs) =>
    items(at(inputs, "agentPoolProfiles")).map((pool) => at(pool, "tags")),
  "oci:ContainerEngine/cluster:Cluster": (inputs) => [
    at(inputs, "options", "persistentVolumeConfig", "freeformTags"),
    at(inputs, "options", "serviceLbConfig", "freeformTags"),
  ],
  "oci:ContainerEngine/nodePool:NodePool": (inputs) => [at(inputs, "nodeConfigDetails", "freeformTags")],
};

/** The labels of a type that names them otherwise than its cloud does. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  "gcp:container/cluster:Cluster": ["resourceLabels"],
  "gcp:container/nodePool:NodePool": ["nodeConfig", "resourceLabels"],
};

export const costLabels: ResourceRule = {
  name: "cost-labels",
  description:
    "Everything that costs money, and everything in the cluster, says which environment it is for.",
  remedy: `Put the labels that every part is handed (context.labels, a cloud's tags) on it: ${NEEDED.join(", ")} in a cloud, ${IN_CLUSTER} in the cluster`,
  check: (resource) => (kindOf(resource.type) ? inCluster(resource) : inCloud(resource)),
};

function inCluster(resource: Declared): readonly string[] {
  const { type, inputs, published } = resource;
  // Helm and kustomize put no labels of ours on what they apply.
  if (published || /helm\.sh|kustomize/.test(type) || type.endsWith("Patch")) return [];
  const pod = podOf(resource);
  return [
    ...(at(inputs, "metadata", "labels", IN_CLUSTER) === undefined ? [`has no label ${IN_CLUSTER}`] : []),
    ...(pod && at(pod.metadata, "labels", IN_CLUSTER) === undefined
      ? [`starts pods without the label ${IN_CLUSTER}`]
      : []),
  ];
}

function inCloud({ type, inputs }: Declared): readonly string[] {
  const [cloud = ""] = type.split(":");
  const field = type === REDPANDA.type ? "tags" : LABEL_FIELDS[cloud];
  if (field === undefined || TAKES_NONE.has(type)) return [];
  const labels = [at(inputs, ...(ELSEWHERE[type] ?? [field])), ...(WITHIN[type]?.(inputs) ?? [])];
  const needed = type === REDPANDA.type ? REDPANDA.needed : NEEDED;
  const missing = needed.filter((key) =>
    labels.some((each) => !fields(each).some(([known]) => known === key)),
  );
  return missing.length > 0
    ? [`lacks ${missing.join(", ")} in its labels, or in those of what it makes`]
    : [];
}
