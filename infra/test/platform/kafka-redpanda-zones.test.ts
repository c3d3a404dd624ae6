import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";
import { namesOf, only } from "../support/find.ts";

const { resources } = await planStack("gke", (values) => ({
  ...values,
  "punctual:kafka": JSON.stringify({ mode: "redpanda", replicas: 3, memory: "4Gi" }),
  "punctual:monitoring": JSON.stringify({ mode: "given", serviceMonitors: true, namespace: "watch" }),
}));
const { inputs } = only(resources, "kubernetes:helm.sh/v3:Release", "redpanda");

test("three brokers know their zones, keep three copies, and run as in production", () => {
  expect(inputs.values).toMatchObject({
    statefulset: { replicas: 3 },
    rackAwareness: { enabled: true },
    config: { node: { developer_mode: false } },
    resources: { requests: { memory: "4Gi" }, limits: { memory: "4Gi" } },
  });
  const job = only(resources, "kubernetes:batch/v1:Job", "topics");
  expect(JSON.stringify(job.inputs)).toContain('{"name":"KAFKA_REPLICATION_FACTOR","value":"3"}');
});

test("Prometheus may scrape the brokers, and only it may reach their admin port", () => {
  expect(inputs.values).toMatchObject({ monitoring: { enabled: true } });
  const guests = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "kafka-guests");
  expect(namesOf((guests.inputs.spec as { ingress: unknown }).ingress)).toEqual([
    "punctual:9093",
    "watch:9644",
  ]);
});
