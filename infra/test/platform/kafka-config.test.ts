import { expect, it } from "vitest";
import { ConfigError, readConfig } from "../../config.ts";
import { MINIKUBE } from "../support/values.ts";

const CREDENTIALS = { "punctual:redpandaClientId": "id", "punctual:redpandaClientSecret": "secret" };

function refusal(kafka: object, more: Record<string, string> = {}): string {
  try {
    const values = { ...MINIKUBE, ...more, "punctual:kafka": JSON.stringify(kafka) };
    readConfig({ values, isSecret: () => true });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("it was accepted");
}

it.each<[string, object, RegExp]>([
  [
    "brokers that would share Minikube's node",
    { mode: "redpanda", replicas: 3 },
    /kafka\.replicas must be 1 on Minikube/,
  ],
  ["memory in gigabytes", { mode: "strimzi", memory: "2GB" }, /kafka\.memory must be a size such as 1536Mi/],
  ["Redpanda Cloud without its region", { mode: "redpanda-cloud" }, /kafka\.region is not set/],
  [
    "a name that Redpanda Cloud doesn't take",
    { mode: "redpanda-cloud", region: "eu-west-1", name: "my tasks" },
    /kafka\.name must be letters, digits and dashes/,
  ],
])("refuses %s", (_what, kafka, message) => {
  expect(refusal(kafka, CREDENTIALS)).toMatch(message);
});
