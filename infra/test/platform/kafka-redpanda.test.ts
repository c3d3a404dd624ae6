import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";
import { derivePassword } from "../../platform/derive.ts";
import { MASTER_KEY, namesOf, only, stringsOf } from "../support/find.ts";

const { resources } = await planStack("minikube");
const release = only(resources, "kubernetes:helm.sh/v3:Release", "redpanda");
const values = release.inputs.values as Record<string, Record<string, unknown>>;

test("Redpanda waits for certificates to be issued, for its users, and for its namespace to be closed", () => {
  expect(release.dependsOn).toEqual(
    expect.arrayContaining([
      "kubernetes:helm.sh/v3:Release cert-manager",
      "kubernetes:core/v1:Secret redpanda-users",
      "kubernetes:core/v1:Secret redpanda-bootstrap",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy kafka-guests",
    ]),
  );
});

test("nothing writes to an undeclared topic, listens outside the cluster, or runs privileged", () => {
  expect(values).toMatchObject({
    config: { cluster: { auto_create_topics_enabled: false } },
    external: { enabled: false },
    console: { enabled: false },
    tls: { enabled: true },
    tuning: { tune_aio_events: false },
  });
  expect(only(resources, "kubernetes:core/v1:Namespace", "kafka").inputs).toMatchObject({
    metadata: { labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
  });
});

test("the broker knows the user by whose password the services come, and by no other", () => {
  const password = derivePassword(MASTER_KEY, "kafka/punctual");
  const users = only(resources, "kubernetes:core/v1:Secret", "redpanda-users");
  const credentials = only(resources, "kubernetes:core/v1:Secret", "kafka-credentials");
  expect(stringsOf(users)).toEqual({ "users.txt": `punctual:${password}:SCRAM-SHA-512` });
  expect(users.secretInputs).toContain("stringData");
  expect(stringsOf(credentials)).toMatchObject({
    username: "punctual",
    password,
    saslMechanism: "SHA-512",
    authType: "password",
    disableTls: "false",
  });
  const bootstrap = only(resources, "kubernetes:core/v1:Secret", "redpanda-bootstrap");
  expect(stringsOf(bootstrap).password).not.toBe(password);
});

test("the services verify the broker by its own authority, at a name that its certificate has", () => {
  const { caCert, brokers } = stringsOf(only(resources, "kubernetes:core/v1:Secret", "kafka-credentials"));
  expect(caCert).toContain("BEGIN CERTIFICATE");
  expect(brokers).toBe("redpanda.kafka.svc.cluster.local:9093");
});

test("topics are declared once Redpanda is ready, with as many copies as there are brokers", () => {
  const job = only(resources, "kubernetes:batch/v1:Job", "topics");
  expect(job.dependsOn).toContain("kubernetes:helm.sh/v3:Release redpanda");
  expect(JSON.stringify(job.inputs)).toContain('{"name":"KAFKA_REPLICATION_FACTOR","value":"1"}');
});

test("only the services' namespace may connect", () => {
  const { inputs } = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "kafka-guests");
  const { podSelector, policyTypes, ingress } = inputs.spec as Record<string, unknown>;
  expect({ podSelector, policyTypes }).toEqual({ podSelector: {}, policyTypes: ["Ingress"] });
  expect(namesOf(ingress)).toEqual(["punctual:9093"]);
});
