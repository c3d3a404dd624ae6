import { TOPICS } from "@punctual/contracts/topics";
import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";
import { derivePassword } from "../../platform/derive.ts";
import { MASTER_KEY, namesOf, only, stringsOf } from "../support/find.ts";

const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:kafka": JSON.stringify({ mode: "strimzi", memory: "3Gi" }),
  "punctual:monitoring": JSON.stringify({
    mode: "given",
    serviceMonitors: true,
    namespace: "watch",
  }),
}));
const API = "kubernetes:kafka.strimzi.io/v1";
const kafka = only(resources, `${API}:Kafka`, "kafka");
const user = only(resources, `${API}:KafkaUser`, "kafka-user");
const release = "kubernetes:helm.sh/v3:Release strimzi";

interface KafkaSpec {
  readonly kafka: Record<string, unknown>;
}
interface Acl {
  readonly resource: { readonly type: string; readonly name: string; readonly patternType: string };
  readonly operations: readonly string[];
}

test("operator, nodes, Kafka and user come in this order, and topics after them", () => {
  const pool = only(resources, `${API}:KafkaNodePool`, "kafka-nodes");
  expect(pool.dependsOn).toContain(release);
  expect(kafka.dependsOn).toEqual(
    expect.arrayContaining([release, "kubernetes:kafka.strimzi.io/v1:KafkaNodePool kafka-nodes"]),
  );
  expect(user.dependsOn).toContain("kubernetes:kafka.strimzi.io/v1:Kafka kafka");
  expect(only(resources, "kubernetes:batch/v1:Job", "topics").dependsOn).toContain(
    "kubernetes:kafka.strimzi.io/v1:KafkaUser kafka-user",
  );
  for (const { inputs } of [kafka, user]) {
    expect(inputs.metadata).toMatchObject({ annotations: { "pulumi.com/waitFor": "condition=Ready" } });
  }
});

test("SCRAM over TLS is the only way in, and nobody makes topics by writing to them", () => {
  const { kafka: brokers } = kafka.inputs.spec as KafkaSpec;
  expect(brokers.listeners).toEqual([
    { name: "scram", port: 9093, type: "internal", tls: true, authentication: { type: "scram-sha-512" } },
  ]);
  expect(brokers).toMatchObject({
    authorization: { type: "simple" },
    config: { "auto.create.topics.enable": false, "default.replication.factor": 3, "min.insync.replicas": 2 },
  });
  expect(brokers.authorization).not.toHaveProperty("superUsers");
});

test("the user may do what services and set-up do to our topics, in our groups, and nothing to others", () => {
  const { authorization } = user.inputs.spec as { authorization: { type: string; acls: Acl[] } };
  const topics = authorization.acls.filter(({ resource }) => resource.type === "topic");
  expect(topics.map(({ resource }) => resource)).toEqual(
    TOPICS.map(({ name }) => ({ type: "topic", name, patternType: "literal" })),
  );
  for (const { operations } of topics) expect(operations).not.toContain("Delete");
  const others = authorization.acls.filter(({ resource }) => resource.type !== "topic");
  expect(others).toMatchObject(
    [
      ["chat-api", "literal"],
      ["notifier", "literal"],
      ["recurrence", "literal"],
      ["chat-api-live-", "prefix"],
    ].map(([name, patternType]) => ({
      resource: { type: "group", name, patternType },
      operations: ["Read"],
    })),
  );
});

test("the services come by the password that the operator gives the user", () => {
  const password = derivePassword(MASTER_KEY, "kafka/punctual");
  expect(user.inputs.spec).toMatchObject({
    authentication: {
      type: "scram-sha-512",
      password: { valueFrom: { secretKeyRef: { name: "kafka-user", key: "password" } } },
    },
  });
  expect(stringsOf(only(resources, "kubernetes:core/v1:Secret", "kafka-user"))).toEqual({ password });
  const credentials = stringsOf(only(resources, "kubernetes:core/v1:Secret", "kafka-credentials"));
  expect(credentials).toMatchObject({
    brokers: "punctual-kafka-bootstrap.kafka.svc:9093",
    username: "punctual",
    password,
    saslMechanism: "SHA-512",
  });
  expect(credentials.caCert).toContain("BEGIN CERTIFICATE");
});

test("three brokers keep three copies", () => {
  const job = only(resources, "kubernetes:batch/v1:Job", "topics");
  expect(JSON.stringify(job.inputs)).toContain('{"name":"KAFKA_REPLICATION_FACTOR","value":"3"}');
});

test("the services may connect, and Prometheus may ask how brokers and operator are", () => {
  const guests = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "kafka-guests");
  expect(namesOf((guests.inputs.spec as { ingress: unknown }).ingress)).toEqual([
    "punctual:9093",
    "watch:9404",
    "watch:8080",
  ]);
  const { inputs } = only(resources, "kubernetes:helm.sh/v3:Release", "strimzi");
  // Strimzi's own policies would open the brokers to all.
  expect(inputs.values).toMatchObject({ generateNetworkPolicy: false });
  const monitors = resources.filter(({ type }) => type.endsWith(":PodMonitor"));
  expect(monitors.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["kafka-monitor", "strimzi-operator-monitor"]),
  );
});

test("one node is not told to spread over zones that it doesn't have", () => {
  const pool = only(resources, `${API}:KafkaNodePool`, "kafka-nodes");
  expect(pool.inputs.spec).toMatchObject({ resources: { limits: { memory: "3Gi" } } });
  expect(pool.inputs.spec).not.toHaveProperty("template");
  expect((kafka.inputs.spec as KafkaSpec).kafka).not.toHaveProperty("rack");
});
