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
