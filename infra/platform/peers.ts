import type * as k8s from "@pulumi/kubernetes";

/** Whom a NetworkPolicy speaks of. */
export type Peer = k8s.types.input.networking.v1.NetworkPolicyPeer;

/** The label that Kubernetes gives every namespace, so that it can be selected by its name (KEP-2161). */
export const namespaceNamed = (name: string) => ({
  matchLabels: { "kubernetes.io/metadata.name": name },
});

/** All pods of a namespace. */
export const inNamespace = (name: string): Peer => ({ namespaceSelector: namespaceNamed(name) });

/** Ports of TCP. */
export const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: "TCP", port }));
