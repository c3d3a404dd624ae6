import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** How to reach a cluster. */
export interface Access {
  /** Text of a kubeconfig, or its path. */
  readonly kubeconfig: pulumi.Input<string>;
  readonly context?: string;
  /** Names the cluster for good: while it stays the same, a new kubeconfig updates resources instead of replacing them. */
  readonly identifier: string;
}

/** The provider of everything in a cluster. */
export function clusterProvider(access: Access, opts: pulumi.CustomResourceOptions): k8s.Provider {
  return new k8s.Provider(
    "cluster",
    {
      kubeconfig: access.kubeconfig,
      ...(access.context !== undefined && { context: access.context }),
      clusterIdentifier: access.identifier,
    },
    opts,
  );
}
