import type * as pulumi from "@pulumi/pulumi";

/** A Kafka that answers, with topics yet to be declared. SASL/SCRAM over TLS, wherever it is. */
export interface Kafka {
  /** Comma-separated host:port. */
  readonly brokers: pulumi.Input<string>;
  readonly saslMechanism: "SHA-512" | "SHA-256";
  readonly username: pulumi.Input<string>;
  readonly password: pulumi.Input<string>;
  /** PEM; empty where a public CA signed the brokers. */
  readonly caCert: pulumi.Input<string>;
  readonly replicationFactor: number;
  /** Ports of the brokers, for the network's policies. */
  readonly ports: readonly number[];
  /** Made before any client may connect. */
  readonly ready: pulumi.Resource[];
}

/** Namespace of brokers that run in the cluster. */
export const NAMESPACE = "kafka";
/** The user that services, sidecars and the topics' job connect as, where this stack makes it. */
export const USERNAME = "punctual";

/** Copies of each event: three as soon as there are brokers for it, so that one may be lost while another is upgraded. */
export function replicationFor(brokers: number): number {
  return Math.min(brokers, 3);
}
