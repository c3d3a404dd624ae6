import { expect, it } from "vitest";
import { refusal } from "../support/refusal.ts";
import { MINIKUBE } from "../support/values.ts";

const CREDENTIALS = { "punctual:redpandaClientId": "id", "punctual:redpandaClientSecret": "secret" };

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
  const values = { ...MINIKUBE, ...CREDENTIALS, "punctual:kafka": JSON.stringify(kafka) };
  expect(refusal(values)).toMatch(message);
});
