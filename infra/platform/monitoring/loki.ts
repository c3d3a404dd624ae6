import type { Datasource } from "./grafana.ts";
import { MONITORING_NAMESPACE } from "./namespaces.ts";
import { TEMPO_UID } from "./tempo.ts";

/** Loki's datasource, for links to it. */
export const LOKI_UID = "loki";
/** Where logs are pushed and asked for. */
export const LOKI_URL = `http://loki.${MONITORING_NAMESPACE}.svc.cluster.local:3100`;

interface LokiArgs {
  readonly retentionDays: number;
  /** A Kubernetes quantity. */
  readonly storage: string;
}

/** Values of Loki's chart: one process that keeps logs on a disk of its own. */
export function lokiValues({ retentionDays, storage }: LokiArgs): Record<string, unknown> {
  return {
    deploymentMode: "Monolithic",
    loki: {
      // One tenant: nobody but the agents and Grafana reaches it (see network.ts).
      auth_enabled: false,
      commonConfig: { replication_factor: 1 },
      storage: { type: "filesystem" },
      schemaConfig: {
        configs: [
          {
            from: "2024-04-01",
            store: "tsdb",
            object_store: "filesystem",
            schema: "v13",
            index: { prefix: "loki_index_", period: "24h" },
          },
        ],
      },
      limits_config: { retention_period: `${retentionDays * 24}h` },
      // Without it nothing is ever deleted, whatever the retention says.
      compactor: { retention_enabled: true, delete_request_store: "filesystem" },
      analytics: { reporting_enabled: false },
    },
    singleBinary: {
      replicas: 1,
      persistence: { size: storage },
      resources: { requests: { cpu: "50m", memory: "256Mi" }, limits: { memory: "1Gi" } },
    },
    read: { replicas: 0 },
    write: { replicas: 0 },
    backend: { replicas: 0 },
    serviceAccount: { automountServiceAccountToken: false },
    monitoring: { serviceMonitor: { enabled: true } },
    // For a single process: no proxy in front, no caches beside, no canary.
    gateway: { enabled: false },
    chunksCache: { enabled: false },
    resultsCache: { enabled: false },
    lokiCanary: { enabled: false },
    test: { enabled: false },
    sidecar: { rules: { enabled: false } },
  };
}

/** Loki in Grafana. @param traces whether Tempo is there to link to */
export function lokiDatasource(traces: boolean): Datasource {
  return {
    name: "Loki",
    uid: LOKI_UID,
    type: "loki",
    access: "proxy",
    url: LOKI_URL,
    jsonData: {
      ...(traces && {
        derivedFields: [
          {
            name: "trace",
            // As packages/service-kit writes it into each line.
            matcherRegex: '"trace_id":"(\\w+)"',
            datasourceUid: TEMPO_UID,
            // Doubled: Grafana reads $name in provisioning files as a variable of its environment.
            url: "$${__value.raw}",
            urlDisplayLabel: "Show the trace",
          },
        ],
      }),
    },
  };
}
