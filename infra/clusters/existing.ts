import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "./cluster.ts";
import { clusterProvider } from "./provider.ts";

/**
 * A cluster that someone else keeps, by its kubeconfig.
 *
 * @param kubeconfig text of a kubeconfig whose current context is the cluster
 * @param capabilities what the cloud it runs in can do
 */
export function existingCluster(kubeconfig: string, capabilities: Cluster["capabilities"]): Cluster {
  const stack = pulumi.getStack();
  return {
    name: pulumi.output(stack),
    kubeconfig: pulumi.secret(kubeconfig),
    provider: clusterProvider({ kubeconfig: pulumi.secret(kubeconfig), identifier: `existing/${stack}` }, {}),
    capabilities,
    registry: undefined,
    kubeconfigCommand: pulumi.output(
      "pulumi stack output --show-secrets kubeconfig > kubeconfig && export KUBECONFIG=$PWD/kubeconfig",
    ),
  };
}
