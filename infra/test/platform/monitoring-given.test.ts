import { DASHBOARDS } from "@punctual/observability/dashboards/all";
import { renderRules } from "@punctual/observability/rules/render";
import { expect, test } from "vitest";
import { chartsIn } from "../../plan/manifests.ts";
import { planStack } from "../../plan/plan.ts";
import { namesOf, only } from "../support/find.ts";

const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:monitoring": JSON.stringify({
    mode: "given",
    serviceMonitors: true,
    namespace: "observability",
    otlpEndpoint: "collector.observability.svc.cluster.local:14317",
    runbooks: "https://wiki.example.com/runbooks/",
  }),
}));

test("nothing of ours is installed where monitoring is there", () => {
  const ours = ["kube-prometheus-stack", "loki", "tempo", "alloy"];
  expect(chartsIn(resources).filter(({ name }) => ours.includes(name))).toEqual([]);
  expect(
    resources.filter(({ type, name }) => type.endsWith("Namespace") && name.startsWith("monitoring")),
  ).toEqual([]);
});

test("its Prometheus gets our rules, and its Grafana our dashboards", () => {
  const rules = only(resources, "kubernetes:monitoring.coreos.com/v1:PrometheusRule", "rules");
  expect(rules.inputs.spec).toEqual(renderRules("https://wiki.example.com/runbooks"));
  const dashboards = resources.filter(({ name }) => name.startsWith("dashboard-"));
  expect(dashboards.map(({ name }) => name).sort()).toEqual(
    DASHBOARDS.map(({ name }) => `dashboard-${name}`).sort(),
  );
  for (const { inputs } of dashboards) {
    expect(inputs.metadata).toMatchObject({ namespace: "punctual", labels: { grafana_dashboard: "1" } });
    expect(JSON.stringify(inputs.data)).toContain("https://wiki.example.com/runbooks/");
  }
});

test("its Prometheus alone may ask kafka-metrics", () => {
  const policy = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "kafka-metrics");
  expect(namesOf((policy.inputs.spec as { ingress: unknown }).ingress)).toEqual(["observability:8080"]);
});

test("its operator gets our monitors, and its Prometheus is let in", () => {
  const monitors = resources.filter(({ type }) => type.includes("monitoring.coreos.com"));
  expect(monitors.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["services-monitor", "sidecars-monitor", "dapr-control-plane-monitor"]),
  );
  const sidecars = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "sidecars");
  expect(namesOf((sidecars.inputs.spec as { ingress: unknown }).ingress)).toEqual([
    "observability:8080",
    "observability:9090",
  ]);
});

test("sidecars send traces to its collector, on the collector's port", () => {
  const configuration = only(
    resources,
    "kubernetes:dapr.io/v1alpha1:Configuration",
    "configuration-notifier",
  );
  expect(configuration.inputs.spec).toMatchObject({
    tracing: { otel: { endpointAddress: "collector.observability.svc.cluster.local:14317" } },
  });
  const sidecars = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "sidecars");
  expect(JSON.stringify(sidecars.inputs)).toContain(`{"ports":[{"port":14317,"protocol":"TCP"}]}`);
});
