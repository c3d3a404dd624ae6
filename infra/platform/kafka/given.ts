import * as pulumi from "@pulumi/pulumi";
import type { KafkaConfig } from "../../config/kafka.ts";
import type { Kafka } from "./kafka.ts";

/** A Kafka that exists, by its credentials. @param password undefined where only a vault knows it */
export function givenKafka(
  config: Extract<KafkaConfig, { mode: "given" }>,
  password: string | undefined,
): Kafka {
  return {
    brokers: config.brokers.join(","),
    saslMechanism: config.saslMechanism,
    username: config.username,
    password: pulumi.secret(password ?? ""),
    caCert: config.caCert ?? "",
    replicationFactor: config.replicationFactor,
    ports: config.brokers.map((broker) => Number(broker.slice(broker.lastIndexOf(":") + 1))),
    ready: [],
  };
}
