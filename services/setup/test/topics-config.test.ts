import { SECRETS } from "@punctual/contracts/names";
import { readTopicsConfig } from "@punctual/setup/topics-config";
import { describe, expect, test } from "vitest";
import { MANAGED, PLAINTEXT } from "./support/kafka-env.ts";

/** The names of the keys that reading complained of. */
function complaints(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readTopicsConfig(env);
    return [];
  } catch (error) {
    const lines = String(error).split("\n").slice(1);
    return lines.map((line) => line.trim().split(" ")[0] ?? "");
  }
}

test("there is a variable for each key of the secret", () => {
  const variables = SECRETS.kafka.keys.map(
    (key) => `KAFKA_${key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
  );
  expect(
    complaints({})
      .filter((key) => key !== "KAFKA_REPLICATION_FACTOR")
      .sort(),
  ).toEqual(variables.sort());
});

test.each([
  ["a laptop's", PLAINTEXT],
  ["a managed one's", MANAGED],
])("takes %s", (_, env) => {
  expect(complaints(env)).toEqual([]);
});

test("takes several brokers, with spaces or without", () => {
  const { KAFKA_BROKERS } = readTopicsConfig({
    ...MANAGED,
    KAFKA_BROKERS: "a.example:9092, b.example:9093,[::1]:1",
  });
  expect(KAFKA_BROKERS).toEqual(["a.example:9092", "b.example:9093", "[::1]:1"]);
});

describe("refuses", () => {
  test.each<[string, string]>([
    ["KAFKA_BROKERS", ""],
    ["KAFKA_BROKERS", "kafka"],
    ["KAFKA_BROKERS", "kafka:9092,"],
    ["KAFKA_BROKERS", "kafka:9092,other"],
    ["KAFKA_AUTH_TYPE", ""],
    ["KAFKA_AUTH_TYPE", "oidc"],
    ["KAFKA_SASL_MECHANISM", "SCRAM-SHA-512"],
    ["KAFKA_USERNAME", ""],
    ["KAFKA_PASSWORD", ""],
    ["KAFKA_DISABLE_TLS", ""],
    ["KAFKA_DISABLE_TLS", "1"],
    ["KAFKA_CA_CERT", "/etc/ca.pem"],
    ["KAFKA_REPLICATION_FACTOR", "0"],
    ["KAFKA_REPLICATION_FACTOR", "1.5"],
  ])("%s=%s", (key, value) => {
    expect(complaints({ ...MANAGED, [key]: value })).toEqual([key]);
  });

  test("TLS without a password, for Dapr would pass over it", () => {
    expect(complaints({ ...PLAINTEXT, KAFKA_DISABLE_TLS: "false" })).toEqual(["KAFKA_DISABLE_TLS"]);
  });
});
