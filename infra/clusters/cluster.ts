import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** Where a load balancer's address can be reached from. */
export type Exposure = "internal" | "public";

/** A ServiceAccount that a cloud knows by workload identity: what to put on it and on its pods. */
export interface CloudIdentity {
  readonly serviceAccountAnnotations: Readonly<Record<string, pulumi.Input<string>>>;
  readonly podLabels: Readonly<Record<string, string>>;
}

/** The cloud's vault, as External Secrets reads it. */
export interface Vault {
  /** `spec.provider` of a ClusterSecretStore (external-secrets.io/v1). */
  readonly provider: pulumi.Input<Record<string, unknown>>;
  /**
   * Lets a ServiceAccount read the vault; the operator runs as it. In a vault that others share, it may read only entries
   * whose names begin with `entries`.
   */
  readonly reader: (namespace: string, serviceAccount: string, entries: string) => CloudIdentity;
}

/** What a cluster can do, so that nothing below clusters/ asks which cloud it is. */
export interface Capabilities {
  /** Several nodes, in several zones where the cloud has them: replicas and spread are worth having. */
  readonly severalNodes: boolean;
  /** Annotations of a Service of type LoadBalancer. */
  readonly loadBalancer: (exposure: Exposure) => Readonly<Record<string, pulumi.Input<string>>>;
  /** Undefined where there is none: secrets then come from the stack, or a store that exists. */
  readonly vault: Vault | undefined;
}

/** A Kubernetes cluster, however it came to be. */
export interface Cluster {
  readonly name: pulumi.Output<string>;
  /** A kubeconfig's text; a secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** The one provider of everything in the cluster. Depends on the nodes being there. */
  readonly provider: k8s.Provider;
  readonly capabilities: Capabilities;
  /**
   * Where to push images; undefined where none is made. Nodes may pull from it by themselves, save on OKE, whose registry
   * wants the secret `registryCredentials`.
   */
  readonly registry: pulumi.Output<string> | undefined;
  /** A command that gives a person access: what `kubeconfigCommand` shows. */
  readonly kubeconfigCommand: pulumi.Output<string>;
}
