import { expect, test } from "vitest";
import { chartsIn } from "../../plan/manifests.ts";
import { planStack } from "../../plan/plan.ts";
import { only } from "../support/find.ts";

const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:monitoring": JSON.stringify({ mode: "install", logs: false, traces: false }),
}));

test("without logs and traces, only what keeps metrics is installed", () => {
  const charts = chartsIn(resources).map(({ name }) => name);
  expect(charts).toContain("kube-prometheus-stack");
  expect(charts.filter((name) => ["loki", "alloy", "tempo"].includes(name))).toEqual([]);
});

test("Grafana is told of no source that isn't there", () => {
  const { values } = chartsIn(resources).find(({ name }) => name === "kube-prometheus-stack") ?? {};
  expect(values).toMatchObject({ grafana: { additionalDataSources: [] } });
});

test("sidecars send no traces", () => {
  const { inputs } = only(resources, "kubernetes:dapr.io/v1alpha1:Configuration", "configuration-chat-api");
  expect((inputs.spec as { tracing: object }).tracing).not.toHaveProperty("otel");
});
