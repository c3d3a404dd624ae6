import { TOPICS } from "@punctual/contracts/topics";
import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";
import { derivePassword } from "../../platform/derive.ts";
import { MASTER_KEY, only, stringsOf } from "../support/find.ts";

const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:kafka": JSON.stringify({ mode: "redpanda-cloud", region: "eu-west-1", name: "tasks" }),
  "punctual:redpandaClientId": "an-id",
  "punctual:redpandaClientSecret": "a-secret-of-the-account",
}));
const ours = resources.filter(({ type }) => type.startsWith("redpanda:"));
const cluster = only(resources, "redpanda:index/serverlessCluster:ServerlessCluster", "redpanda");
const acls = ours.filter(({ type }) => type === "redpanda:index/acl:Acl");

test("the account's credentials are the provider's, as secrets, and everything is made through it", () => {
  const provider = only(resources, "pulumi:providers:redpanda", "redpanda");
  expect(provider.inputs).toMatchObject({ clientId: "an-id", clientSecret: "a-secret-of-the-account" });
  expect(provider.secretInputs).toEqual(expect.arrayContaining(["clientId", "clientSecret"]));
  expect(ours.length).toBeGreaterThan(20);
  for (const { provider: used } of ours) expect(used).toContain("pulumi:providers:redpanda::redpanda");
});

test("the cluster can't be destroyed unless the configuration says so", () => {
  expect(cluster.inputs).toMatchObject({
    name: "tasks",
    serverlessRegion: "eu-west-1",
    allowDeletion: false,
    tags: { "part-of": "punctual", environment: "laptop" },
  });
  expect(cluster.protect).toBe(true);
});

test("the services come to its brokers by the password that its user has", () => {
  const password = derivePassword(MASTER_KEY, "kafka/punctual");
  const user = only(resources, "redpanda:index/user:User", "redpanda");
  expect(user.inputs).toMatchObject({ name: "punctual", password, mechanism: "scram-sha-512" });
  expect(user.secretInputs).toContain("password");
  const credentials = stringsOf(only(resources, "kubernetes:core/v1:Secret", "kafka-credentials"));
  expect(credentials).toMatchObject({
    brokers: "redpanda.example:9092",
    username: "punctual",
    password,
    saslMechanism: "SHA-512",
    disableTls: "false",
    caCert: "",
  });
});

test("the user may declare, write and read our topics, in our groups, and nothing else", () => {
  const topics = acls.filter(({ inputs }) => inputs.resourceType === "TOPIC");
  expect(new Set(topics.map(({ inputs }) => inputs.resourceName))).toEqual(
    new Set(TOPICS.map(({ name }) => name)),
  );
  expect(new Set(topics.map(({ inputs }) => inputs.operation))).toEqual(
    new Set(["CREATE", "ALTER", "ALTER_CONFIGS", "READ", "WRITE"]),
  );
  const others = acls.filter(({ inputs }) => inputs.resourceType !== "TOPIC");
  expect(others.map(({ inputs }) => inputs)).toMatchObject(
    [
      ["chat-api", "LITERAL"],
      ["notifier", "LITERAL"],
      ["recurrence", "LITERAL"],
      ["chat-api-live-", "PREFIXED"],
    ].map(([resourceName, resourcePatternType]) => ({
      resourceType: "GROUP",
      resourceName,
      resourcePatternType,
      operation: "READ",
    })),
  );
  for (const { inputs } of topics) expect(inputs).toMatchObject({ resourcePatternType: "LITERAL" });
  for (const { inputs } of acls) {
    expect(inputs).toMatchObject({ principal: "User:punctual", permissionType: "ALLOW" });
  }
});

test("topics are declared, in three copies, once the user has every right", () => {
  const job = only(resources, "kubernetes:batch/v1:Job", "topics");
  expect(job.dependsOn).toEqual(expect.arrayContaining(acls.map(({ type, name }) => `${type} ${name}`)));
  expect(JSON.stringify(job.inputs)).toContain('{"name":"KAFKA_REPLICATION_FACTOR","value":"3"}');
});

test("the pods may reach its port", () => {
  const { inputs } = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "data");
  expect(JSON.stringify(inputs)).toContain('"port":9092');
});
