import { readKafkaMetricsConfig } from "@punctual/setup/kafka-metrics-config";
import { expect, test } from "vitest";
import { MANAGED } from "./support/kafka-env.ts";

const { KAFKA_REPLICATION_FACTOR: _, ...KAFKA } = MANAGED;
const ENV = { ...KAFKA, HOST: "0.0.0.0", PORT: "8000" };

test("takes Kafka's address and credentials as the set-up does, and where to listen", () => {
  expect(readKafkaMetricsConfig(ENV)).toMatchObject({
    KAFKA_BROKERS: ["seed.example:9092"],
    HOST: "0.0.0.0",
    PORT: 8000,
    LOG_LEVEL: "info",
  });
});

test("names all that is wrong at once", () => {
  expect(() => readKafkaMetricsConfig({ ...ENV, PORT: undefined, KAFKA_AUTH_TYPE: "oidc" })).toThrow(
    /KAFKA_AUTH_TYPE[\s\S]*PORT is not set/,
  );
  expect(() => readKafkaMetricsConfig({ ...ENV, KAFKA_PASSWORD: "" })).toThrow("KAFKA_PASSWORD is empty");
});
