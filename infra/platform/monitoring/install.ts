import type { MonitoringConfig } from "../../config/monitoring.ts";
import type { SecretValues } from "../../config/secrets.ts";
import type { PlatformContext } from "../context.ts";
import type { Monitoring } from "../monitoring.ts";
import { createNamespace } from "../namespaces.ts";
import { installChart } from "../release.ts";
import { provideAlerting } from "./alerting.ts";
import { alloyValues } from "./alloy.ts";
import { dashboardReader, grafanaAdmin, grafanaValues, howToOpen } from "./grafana.ts";
import { LOKI_UID, lokiDatasource, lokiValues } from "./loki.ts";
import { AGENTS_NAMESPACE, MONITORING_NAMESPACE } from "./namespaces.ts";
import { restrictMonitoring } from "./network.ts";
import { prometheusValues } from "./prometheus.ts";
import { TEMPO_OTLP, tempoDatasource, tempoValues } from "./tempo.ts";

/**
 * Prometheus, Alertmanager and Grafana, with Loki for logs and Tempo for traces.
 *
 * @param secrets its masterKey is what Grafana's password is derived from; without it, the chart makes one up
 */
export function installMonitoring(
  config: Extract<MonitoringConfig, { mode: "install" }>,
  secrets: SecretValues,
  context: PlatformContext,
): Monitoring {
  const namespace = createNamespace(MONITORING_NAMESPACE, "restricted", context);
  const agents = createNamespace(AGENTS_NAMESPACE, "privileged", context);
  const inside: PlatformContext = { ...context, opts: { ...context.opts, dependsOn: [namespace, agents] } };
  restrictMonitoring(inside);

  const { masterKey } = secrets;
  const admin = masterKey === undefined ? undefined : grafanaAdmin(masterKey, MONITORING_NAMESPACE, inside);
  const alerting = provideAlerting(config.alerts, secrets, inside);
  const reader = dashboardReader(context);
  const datasources = [
    ...(config.logs ? [lokiDatasource(config.traces)] : []),
    ...(config.traces
      ? [tempoDatasource(config.logs ? { uid: LOKI_UID, namespace: context.namespace } : undefined)]
      : []),
  ];
  const prometheus = installChart(
    {
      chart: "kube-prometheus-stack",
      namespace: MONITORING_NAMESPACE,
      values: { ...prometheusValues(config, alerting.values), grafana: grafanaValues(admin, datasources) },
      dependsOn: [namespace, agents, reader, ...alerting.ready, ...(admin ? [admin.secret] : [])],
    },
    context,
  );
  // These bring monitors of their own, so the chart with the CRD comes first.
  const dependsOn = [prometheus];
  if (config.logs) {
    const loki = installChart(
      { chart: "loki", namespace: MONITORING_NAMESPACE, values: lokiValues(config), dependsOn },
      context,
    );
    installChart(
      { chart: "alloy", namespace: AGENTS_NAMESPACE, values: alloyValues(), dependsOn: [loki] },
      context,
    );
  }
  if (config.traces) {
    installChart(
      { chart: "tempo", namespace: MONITORING_NAMESPACE, values: tempoValues(config), dependsOn },
      context,
    );
  }
  return {
    namespace: MONITORING_NAMESPACE,
    monitors: true,
    runbooks: config.runbooks,
    otlpEndpoint: config.traces ? TEMPO_OTLP : undefined,
    grafana: howToOpen(admin),
    ready: [prometheus],
  };
}
