import type { StackConfig } from "../config/schema.ts";
import { aks, aksCapabilities } from "./aks.ts";
import type { Cluster } from "./cluster.ts";
import { existingCluster } from "./existing.ts";
import { gke, gkeCapabilities } from "./gke.ts";
import { minikube, minikubeCapabilities } from "./minikube.ts";
import { oke, okeCapabilities } from "./oke.ts";
import type { ContextProbe } from "./probe.ts";

/** What a cluster can do that is given by its kubeconfig, by target. */
const CAPABILITIES = {
  minikube: minikubeCapabilities,
  aks: aksCapabilities,
  gke: gkeCapabilities,
  oke: okeCapabilities,
} as const;

/**
 * The cluster that a stack asks for: an existing one where its kubeconfig is given, else the target's.
 *
 * @param labels of every resource of a cloud that takes some, for costs
 * @throws ContextError when Minikube's context can't be used
 */
export async function createCluster(
  config: StackConfig,
  labels: Readonly<Record<string, string>>,
  probe: ContextProbe,
): Promise<Cluster> {
  if (config.kubeconfig !== undefined) return existingCluster(config.kubeconfig, CAPABILITIES[config.target]);
  switch (config.target) {
    case "minikube":
      return minikube(config.cluster, probe);
    case "aks":
      return aks(config.cluster, labels);
    case "gke":
      return gke(config.cluster, labels);
    case "oke":
      return oke(config.cluster, labels);
  }
}
