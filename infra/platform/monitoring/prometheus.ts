import type { Alerting } from "./alerting.ts";
import { AGENTS_NAMESPACE } from "./namespaces.ts";

/** Share of its disk that Prometheus may fill before it drops its oldest data: the rest is for its write-ahead log. */
const DISK_SHARE = 0.85;

/** The promises' budgets are counted over 30 days (packages/observability), which must be there to be counted. */
const LEAST_DAYS = 31;

interface PrometheusArgs {
  /** At least 31 are kept, as far as the disk goes. */
  readonly retentionDays: number;
  /** A Kubernetes quantity in Mi, Gi or Ti. */
  readonly storage: string;
}

/**
 * Values of kube-prometheus-stack, without Grafana's: Prometheus, its operator, Alertmanager, kube-state-metrics, and
 * the exporter of each node.
 */
export function prometheusValues(
  { retentionDays, storage }: PrometheusArgs,
  alerting: Alerting["values"],
): Record<string, unknown> {
  return {
    prometheus: {
      prometheusSpec: {
        // The chart's default sees only monitors that carry its release's label, so ours would be passed over in silence.
        serviceMonitorSelectorNilUsesHelmValues: false,
        podMonitorSelectorNilUsesHelmValues: false,
        ruleSelectorNilUsesHelmValues: false,
        probeSelectorNilUsesHelmValues: false,
        scrapeConfigSelectorNilUsesHelmValues: false,
        retention: `${Math.max(retentionDays, LEAST_DAYS)}d`,
        retentionSize: `${Math.floor(mebibytes(storage) * DISK_SHARE)}MB`,
        storageSpec: { volumeClaimTemplate: { spec: claim(storage) } },
        resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "2Gi" } },
      },
    },
    alertmanager: {
      ...alerting,
      alertmanagerSpec: {
        ...alerting.alertmanagerSpec,
        storage: { volumeClaimTemplate: { spec: claim("1Gi") } },
        resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "128Mi" } },
      },
    },
    prometheusOperator: {
      resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "256Mi" } },
      prometheusConfigReloader: {
        resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
      },
      admissionWebhooks: {
        patch: { resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } } },
      },
    },
    "kube-state-metrics": {
      // Else it may read every Secret, to count them.
      collectorsExclude: ["secrets"],
      resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "256Mi" } },
    },
    "prometheus-node-exporter": {
      // It needs the node's network, processes and file system, which Pod Security allows nowhere else.
      namespaceOverride: AGENTS_NAMESPACE,
      resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
    },
    // Clouds keep these to themselves, and Minikube binds them to the node's loopback: their alerts would fire for ever.
    kubeControllerManager: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeEtcd: { enabled: false },
    kubeProxy: { enabled: false },
  };
}

function claim(storage: string) {
  return { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } };
}

const MEBIBYTES: Readonly<Record<string, number>> = { Mi: 1, Gi: 1024, Ti: 1024 * 1024 };

/** A quantity of storage in MiB, which is what Prometheus means by MB. @throws when it has no such unit */
export function mebibytes(quantity: string): number {
  const [, digits, unit = ""] = /^(\d+)([A-Z]i)$/.exec(quantity) ?? [];
  const factor = MEBIBYTES[unit];
  if (digits === undefined || factor === undefined)
    throw new RangeError(`${quantity} is no size such as 20Gi`);
  return Number(digits) * factor;
}
