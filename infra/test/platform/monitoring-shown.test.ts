import { APP_IDS } from "@punctual/contracts/apps";
import { DASHBOARDS } from "@punctual/observability/dashboards/all";
import { renderRules } from "@punctual/observability/rules/render";
import { expect, test } from "vitest";
import { manifestsIn } from "../../plan/manifests.ts";
import { planStack } from "../../plan/plan.ts";
import { only } from "../support/find.ts";
import { waitsFor } from "../support/graph.ts";

const RUNBOOKS = "https://wiki.example.com/punctual/runbooks";
/** What a ConfigMap may hold (Kubernetes, "ConfigMaps"). */
const MOST_BYTES = 1024 * 1024;

const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:monitoring": JSON.stringify({ mode: "install", runbooks: RUNBOOKS }),
}));
const dashboards = manifestsIn(resources).filter(
  ({ kind, metadata }) => kind === "ConfigMap" && metadata.name.startsWith("dashboard-"),
);
const rule = only(resources, "kubernetes:monitoring.coreos.com/v1:PrometheusRule", "rules");
const texts = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
};
const runbooksIn = (value: unknown) => texts(value).filter((text) => /^https?:.*\.md$/.test(text));

test("every dashboard is a ConfigMap that Grafana's sidecar takes, in Punctual's folder", () => {
  expect(DASHBOARDS.length).toBeGreaterThan(0);
  expect(dashboards.flatMap(({ data }) => Object.keys(data as object)).sort()).toEqual(
    DASHBOARDS.map(({ name }) => `${name}.json`).sort(),
  );
  for (const { metadata, data } of dashboards) {
    expect(metadata).toMatchObject({
      namespace: "punctual",
      labels: { grafana_dashboard: "1", "app.kubernetes.io/part-of": "punctual" },
      annotations: { grafana_folder: "Punctual" },
    });
    expect(Buffer.byteLength(JSON.stringify(data)), metadata.name).toBeLessThan(MOST_BYTES);
  }
});

test("a dashboard's panels lead to the runbooks that the stack names", () => {
  for (const { metadata, data } of dashboards) {
    const links = Object.values(data as Record<string, string>).flatMap((text) =>
      runbooksIn(JSON.parse(text)),
    );
    expect(links.length, metadata.name).toBeGreaterThan(0);
    expect(links.filter((link) => !link.startsWith(`${RUNBOOKS}/`))).toEqual([]);
  }
});

test("the rules are Punctual's, once the chart with their kind and what they judge are there", () => {
  const { spec, metadata } = rule.inputs as { spec: { groups: unknown[] }; metadata: object };
  expect(spec.groups.length).toBeGreaterThan(0);
  expect(spec).toEqual(renderRules(RUNBOOKS));
  expect(metadata).toMatchObject({ namespace: "punctual", name: "punctual" });
  expect([...waitsFor(rule, resources)]).toEqual(
    expect.arrayContaining([
      "kubernetes:helm.sh/v3:Release kube-prometheus-stack",
      ...Object.values(APP_IDS).map((appId) => `kubernetes:apps/v1:Deployment ${appId}`),
    ]),
  );
});

test("every alert leads to a runbook where the stack says", () => {
  const { groups } = rule.inputs.spec as { groups: { rules: { alert?: string; annotations: object }[] }[] };
  const alerts = groups.flatMap(({ rules }) => rules).filter(({ alert }) => alert !== undefined);
  expect(alerts.length).toBeGreaterThan(0);
  for (const { alert, annotations } of alerts) {
    const { runbook_url: url } = annotations as { runbook_url?: string };
    expect(url, alert).toMatch(`${RUNBOOKS}/`);
  }
});

test("a sidecar's own word for its namespace isn't kept beside Prometheus' own", () => {
  const { inputs } = only(resources, "kubernetes:monitoring.coreos.com/v1:PodMonitor", "sidecars-monitor");
  expect(inputs.spec).toMatchObject({
    podMetricsEndpoints: [{ metricRelabelings: [{ action: "labeldrop", regex: "exported_namespace" }] }],
  });
});

test("who isn't named is told of no alert: the chart's own route stays", () => {
  const { inputs } = only(resources, "kubernetes:helm.sh/v3:Release", "kube-prometheus-stack");
  expect((inputs.values as { alertmanager: object }).alertmanager).not.toHaveProperty("config");
  expect(resources.filter(({ name }) => name === "alert-receivers")).toEqual([]);
});
