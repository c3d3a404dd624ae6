import * as pulumi from "@pulumi/pulumi";
import type { MinikubeConfig } from "../config/clusters/minikube.ts";
import type { Capabilities, Cluster } from "./cluster.ts";
import type { ContextProbe } from "./probe.ts";
import { clusterProvider } from "./provider.ts";

/** One node on a laptop; `minikube tunnel` gives load balancers their address. */
export const minikubeCapabilities: Capabilities = {
  severalNodes: false,
  loadBalancer: () => ({}),
  vault: undefined,
};

/**
 * A Minikube that runs already: makes nothing, and first makes sure that the context answers.
 *
 * @throws ContextError when it can't be used, with what to do
 */
export async function minikube(config: MinikubeConfig, probe: ContextProbe): Promise<Cluster> {
  const { kubeconfig } = await probe(config.context);
  return {
    name: pulumi.output(config.context),
    kubeconfig: pulumi.secret(kubeconfig),
    provider: clusterProvider(
      {
        kubeconfig: pulumi.secret(kubeconfig),
        context: config.context,
        identifier: `minikube/${config.context}`,
      },
      {},
    ),
    capabilities: minikubeCapabilities,
    registry: undefined,
    kubeconfigCommand: pulumi.output(`kubectl config use-context ${config.context}`),
  };
}
