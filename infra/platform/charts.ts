/** A Helm chart as its makers publish it. */
export interface ChartSource {
  /** A chart repository (`https://…`), or the folder of an OCI registry (`oci://…`). */
  readonly repository: string;
  readonly chart: string;
  /** Pinned: an upgrade is a change of this line, reviewed and previewed. */
  readonly version: string;
}

/** Every chart that a stack may install. */
export const CHARTS = {
  "cert-manager": { repository: "https://charts.jetstack.io", chart: "cert-manager", version: "v1.21.2" },
  cloudnativepg: {
    repository: "https://cloudnative-pg.github.io/charts",
    chart: "cloudnative-pg",
    version: "0.29.0",
  },
  "barman-cloud": {
    repository: "https://cloudnative-pg.github.io/charts",
    chart: "plugin-barman-cloud",
    version: "0.7.0",
  },
  dapr: { repository: "https://dapr.github.io/helm-charts/", chart: "dapr", version: "1.16.13" },
  "external-secrets": {
    repository: "https://charts.external-secrets.io",
    chart: "external-secrets",
    version: "2.9.0",
  },
  "envoy-gateway": { repository: "oci://docker.io/envoyproxy", chart: "gateway-helm", version: "v1.9.0" },
  keda: { repository: "https://kedacore.github.io/charts", chart: "keda", version: "2.20.2" },
  "kube-prometheus-stack": {
    repository: "https://prometheus-community.github.io/helm-charts",
    chart: "kube-prometheus-stack",
    version: "88.5.3",
  },
  loki: {
    repository: "https://grafana-community.github.io/helm-charts",
    chart: "loki",
    version: "18.11.0",
  },
  alloy: { repository: "https://grafana.github.io/helm-charts", chart: "alloy", version: "1.11.1" },
  tempo: {
    repository: "https://grafana-community.github.io/helm-charts",
    chart: "tempo",
    version: "2.2.4",
  },
  redpanda: { repository: "https://charts.redpanda.com", chart: "redpanda", version: "26.2.1" },
  strimzi: { repository: "oci://quay.io/strimzi-helm", chart: "strimzi-kafka-operator", version: "1.2.0" },
} as const satisfies Record<string, ChartSource>;

/** One of {@link CHARTS}. */
export type ChartName = keyof typeof CHARTS;
