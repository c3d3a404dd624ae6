import type * as k8s from "@pulumi/kubernetes";
import { SECRETS } from "@punctual/contracts/names";
import { fromSecret } from "./pod.ts";

const { name, keys } = SECRETS.kafka;

/** `brokers` to `KAFKA_BROKERS`, `caCert` to `KAFKA_CA_CERT`. */
const variable = (key: string) => `KAFKA_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** How services/setup is told of Kafka: the keys of the secret that Dapr's component reads. */
export const KAFKA_ENV: readonly k8s.types.input.core.v1.EnvVar[] = keys.map((key) =>
  fromSecret(variable(key), name, key),
);
