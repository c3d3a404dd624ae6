import { expect, test } from "vitest";
import { chartsIn, secretsIn } from "../../plan/manifests.ts";
import { planStack } from "../../plan/plan.ts";
import { derivePassword } from "../../platform/derive.ts";
import { prometheusValues } from "../../platform/monitoring/prometheus.ts";
import { MASTER_KEY, namesOf, only, stringsOf } from "../support/find.ts";
import { waitsFor } from "../support/graph.ts";

const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:monitoring": JSON.stringify({ mode: "install", retentionDays: 3, storage: "10Gi" }),
}));
const charts = new Map(chartsIn(resources).map((chart) => [chart.name, chart]));
const valuesOf = (chart: string) => charts.get(chart)?.values ?? {};
const stack = "kubernetes:helm.sh/v3:Release kube-prometheus-stack";

test("every monitor waits for the chart that brings its kind", () => {
  const monitors = resources.filter(({ type }) => type.includes("monitoring.coreos.com"));
  expect(monitors.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["services-monitor", "sidecars-monitor", "dapr-control-plane-monitor"]),
  );
  for (const monitor of monitors) expect(waitsFor(monitor, resources), monitor.name).toContain(stack);
});

test("charts with monitors of their own wait for it too", () => {
  for (const name of ["loki", "tempo", "alloy"]) {
    const release = only(resources, "kubernetes:helm.sh/v3:Release", name);
    expect(waitsFor(release, resources), name).toContain(stack);
  }
});

test("Prometheus sees every monitor and rule, whoever declared it", () => {
  expect(valuesOf("kube-prometheus-stack")).toMatchObject({
    prometheus: {
      prometheusSpec: {
        serviceMonitorSelectorNilUsesHelmValues: false,
        podMonitorSelectorNilUsesHelmValues: false,
        ruleSelectorNilUsesHelmValues: false,
        probeSelectorNilUsesHelmValues: false,
        scrapeConfigSelectorNilUsesHelmValues: false,
      },
    },
  });
});

test("metrics, logs and traces are kept for as long as the stack says, and never fill Prometheus' disk", () => {
  expect(valuesOf("kube-prometheus-stack")).toMatchObject({
    // As long as the promises' budgets look back, whatever the stack says.
    prometheus: { prometheusSpec: { retention: "31d", retentionSize: "8704MB" } },
  });
  expect(valuesOf("loki")).toMatchObject({
    loki: { limits_config: { retention_period: "72h" }, compactor: { retention_enabled: true } },
    singleBinary: { persistence: { size: "10Gi" } },
  });
  expect(valuesOf("tempo")).toMatchObject({
    tempo: { retention: "72h" },
    persistence: { enabled: true, size: "10Gi" },
  });
});

test("metrics are kept for longer where the stack says so", () => {
  const { prometheus } = prometheusValues({ retentionDays: 90, storage: "20Gi" }, { alertmanagerSpec: {} });
  expect(prometheus).toMatchObject({ prometheusSpec: { retention: "90d" } });
});

test("nothing waits for a part of the control plane that can't be reached", () => {
  for (const part of ["kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy"]) {
    expect(valuesOf("kube-prometheus-stack")[part], part).toEqual({ enabled: false });
  }
});

test("Grafana's password is derived, kept in a Secret, and in no chart's values", () => {
  const secret = only(resources, "kubernetes:core/v1:Secret", "grafana-admin");
  expect(stringsOf(secret)).toEqual({
    "admin-user": "admin",
    "admin-password": derivePassword(MASTER_KEY, "grafana-admin"),
  });
  expect(secret.secretInputs).toContain("stringData");
  expect(valuesOf("kube-prometheus-stack")).toMatchObject({
    grafana: { admin: { existingSecret: "grafana-admin", passwordKey: "admin-password" } },
  });
  expect(
    waitsFor(only(resources, "kubernetes:helm.sh/v3:Release", "kube-prometheus-stack"), resources),
  ).toContain("kubernetes:core/v1:Secret grafana-admin");
  const told = JSON.stringify([...charts.values()]);
  for (const value of secretsIn(resources).filter((text) => text.length >= 12))
    expect(told).not.toContain(value);
});

test("Grafana finds dashboards everywhere, and may read no Secret", () => {
  const { grafana } = valuesOf("kube-prometheus-stack") as { grafana: Record<string, unknown> };
  expect(grafana).toMatchObject({
    rbac: { useExistingClusterRole: "grafana-dashboards" },
    sidecar: { dashboards: { label: "grafana_dashboard", searchNamespace: "ALL", resource: "configmap" } },
  });
  const role = only(resources, "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "grafana-dashboards");
  expect(role.inputs).toMatchObject({
    metadata: { name: "grafana-dashboards" },
    rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] }],
  });
});

test("neither the logs' agent nor the one that counts objects may read Secrets", () => {
  const { rbac } = valuesOf("alloy") as { rbac: { rules: { resources: string[] }[] } };
  expect(rbac.rules.flatMap((rule) => rule.resources)).toEqual(["pods"]);
  expect(valuesOf("kube-prometheus-stack")).toMatchObject({
    "kube-state-metrics": { collectorsExclude: ["secrets"] },
  });
});

test("from a log line to its trace and back", () => {
  const { grafana } = valuesOf("kube-prometheus-stack") as {
    grafana: { additionalDataSources: { uid: string; jsonData: Record<string, unknown> }[] };
  };
  const [loki, tempo] = grafana.additionalDataSources;
  expect([loki?.uid, tempo?.uid]).toEqual(["loki", "tempo"]);
  const fields = loki?.jsonData.derivedFields as { matcherRegex: string; datasourceUid: string }[];
  const [field] = fields;
  const line = JSON.stringify({ level: "info", trace_id: "4bf92f3577b34da6a3ce929d0e0e4736" });
  expect(new RegExp(field?.matcherRegex ?? "$^").exec(line)?.[1]).toBe("4bf92f3577b34da6a3ce929d0e0e4736");
  expect(field?.datasourceUid).toBe("tempo");
  expect(tempo?.jsonData.tracesToLogsV2).toMatchObject({ datasourceUid: "loki" });
});

test("sidecars send their traces to Tempo, and are let through to it", () => {
  const configuration = only(
    resources,
    "kubernetes:dapr.io/v1alpha1:Configuration",
    "configuration-chat-api",
  );
  expect(configuration.inputs.spec).toMatchObject({
    tracing: { otel: { endpointAddress: "tempo.monitoring.svc.cluster.local:4317", protocol: "grpc" } },
  });
  const sidecars = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "sidecars");
  expect(JSON.stringify(sidecars.inputs)).toContain(`{"ports":[{"port":4317,"protocol":"TCP"}]}`);
  const traces = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "monitoring-traces");
  expect(namesOf((traces.inputs.spec as { ingress: unknown }).ingress)).toEqual(["punctual:4317"]);
});

test("services and sidecars let Prometheus in, by its namespace", () => {
  const sidecars = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "sidecars");
  expect(namesOf((sidecars.inputs.spec as { ingress: unknown }).ingress)).toEqual([
    "monitoring:8080",
    "monitoring:9090",
  ]);
});

test("what keeps data is closed to all but each other, and runs under Pod Security's restricted level", () => {
  const level = (name: string) =>
    only(resources, "kubernetes:core/v1:Namespace", name).inputs.metadata as {
      labels: Record<string, string>;
    };
  expect(level("monitoring").labels["pod-security.kubernetes.io/enforce"]).toBe("restricted");
  expect(level("monitoring-agents").labels["pod-security.kubernetes.io/enforce"]).toBe("privileged");
  for (const chart of ["kube-prometheus-stack", "loki", "tempo"]) {
    expect(charts.get(chart)?.namespace, chart).toBe("monitoring");
  }
  expect(valuesOf("kube-prometheus-stack")).toMatchObject({
    "prometheus-node-exporter": { namespaceOverride: "monitoring-agents" },
  });
  expect(charts.get("alloy")?.namespace).toBe("monitoring-agents");
  const policy = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "monitoring-each-other");
  expect(policy.inputs).toMatchObject({
    metadata: { namespace: "monitoring" },
    spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [{ podSelector: {} }] }] },
  });
});
