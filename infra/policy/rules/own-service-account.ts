import { podOf } from "../pods.ts";
import { at, text } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

export const ownServiceAccount: ResourceRule = {
  name: "own-service-account",
  description:
    "Every workload of ours has an identity of its own, and a token only where its Dapr sidecar needs one.",
  remedy:
    "Give the pod a serviceAccountName of its own and automountServiceAccountToken: false (true only beside dapr.io/enabled, whose secret store asks the API server)",
  check: (resource) => {
    const pod = podOf(resource);
    if (!pod) return [];
    const account = text(at(pod.spec, "serviceAccountName"));
    const token = at(pod.spec, "automountServiceAccountToken");
    const sidecar = at(pod.metadata, "annotations", "dapr.io/enabled") === "true";
    return [
      ...(account === "" || account === "default" ? ["runs as its namespace's default service account"] : []),
      ...(token === false || (sidecar && token === true)
        ? []
        : ["has a service-account token that nothing in it needs"]),
    ];
  },
};
