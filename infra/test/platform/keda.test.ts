import { SECRETS } from "@punctual/contracts/names";
import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";
import { namesOf, only } from "../support/find.ts";

const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:scaling": JSON.stringify({ mode: "keda", min: 1, max: 3 }),
}));
const authentication = only(resources, "kubernetes:keda.sh/v1alpha1:TriggerAuthentication", "kafka-lag");
const scaled = resources.filter(({ type }) => type === "kubernetes:keda.sh/v1alpha1:ScaledObject");

interface Trigger {
  readonly type: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly authenticationRef: { readonly name: string };
}
const triggersOf = ({ inputs }: { inputs: Record<string, unknown> }) =>
  (inputs.spec as { triggers: Trigger[] }).triggers;

test("what consumes events scales by its own group's lag, the rest by CPU", () => {
  const groups = scaled
    .flatMap(triggersOf)
    .map(({ metadata }) => `${metadata.consumerGroup}: ${metadata.topic}`);
  expect(groups.sort()).toEqual(["notifier: reminders", "recurrence: task-events"]);
  only(resources, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "chat-api");
});

test("KEDA comes to the brokers as the services do: SCRAM over TLS, verified by their authority", () => {
  for (const { type, metadata, authenticationRef } of scaled.flatMap(triggersOf)) {
    expect({ type, authenticationRef }).toEqual({ type: "kafka", authenticationRef: { name: "kafka" } });
    expect(metadata).toMatchObject({
      bootstrapServers: "redpanda.kafka.svc.cluster.local:9093",
      sasl: "scram_sha512",
      tls: "enable",
    });
  }
  const { secretTargetRef } = authentication.inputs.spec as {
    secretTargetRef: { parameter: string; name: string; key: string }[];
  };
  expect(secretTargetRef.map(({ parameter, key }) => `${parameter}: ${key}`)).toEqual([
    "username: username",
    "password: password",
    "ca: caCert",
  ]);
  for (const { name, key } of secretTargetRef) {
    expect(name).toBe(SECRETS.kafka.name);
    expect(SECRETS.kafka.keys).toContain(key);
  }
});

test("a ScaledObject waits for KEDA and for its way into Kafka", () => {
  expect(scaled).toHaveLength(2);
  for (const { dependsOn } of [...scaled, authentication]) {
    expect(dependsOn).toContain("kubernetes:helm.sh/v3:Release keda");
  }
  for (const { dependsOn } of scaled) {
    expect(dependsOn).toContain("kubernetes:keda.sh/v1alpha1:TriggerAuthentication kafka-lag");
  }
});

test("KEDA reads the services' namespace alone, and the brokers let it in", () => {
  const { inputs } = only(resources, "kubernetes:helm.sh/v3:Release", "keda");
  expect(inputs.values).toMatchObject({
    watchNamespace: "punctual",
    rbac: { enabledCustomScaledRefKinds: false },
  });
  const guests = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "kafka-guests");
  expect(namesOf((guests.inputs.spec as { ingress: unknown }).ingress)).toEqual([
    "punctual:9093",
    "keda:9093",
  ]);
});
