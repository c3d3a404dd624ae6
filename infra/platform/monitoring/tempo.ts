import type { Datasource } from "./grafana.ts";
import { MONITORING_NAMESPACE } from "./namespaces.ts";

/** Tempo's datasource, for links to it. */
export const TEMPO_UID = "tempo";
const HOST = `tempo.${MONITORING_NAMESPACE}.svc.cluster.local`;
/** Port of OTLP over gRPC (OpenTelemetry protocol specification). */
export const OTLP_PORT = 4317;
/** Where sidecars send their spans. */
export const TEMPO_OTLP = `${HOST}:${OTLP_PORT}`;

interface TempoArgs {
  readonly retentionDays: number;
  /** A Kubernetes quantity. */
  readonly storage: string;
}

/**
 * Values of Tempo's chart: one process that keeps traces on a disk of its own. The chart fails without Jaeger's receivers;
 * nobody gets to them (see network.ts).
 */
export function tempoValues({ retentionDays, storage }: TempoArgs): Record<string, unknown> {
  return {
    tempo: {
      retention: `${retentionDays * 24}h`,
      reportingEnabled: false,
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
        seccompProfile: { type: "RuntimeDefault" },
      },
      resources: { requests: { cpu: "50m", memory: "256Mi" }, limits: { memory: "1Gi" } },
    },
    persistence: { enabled: true, size: storage },
    serviceAccount: { automountServiceAccountToken: false },
    serviceMonitor: { enabled: true },
  };
}

/** Tempo in Grafana. @param logs Loki's datasource to link to, and the namespace whose logs name traces */
export function tempoDatasource(logs: { uid: string; namespace: string } | undefined): Datasource {
  return {
    name: "Tempo",
    uid: TEMPO_UID,
    type: "tempo",
    access: "proxy",
    url: `http://${HOST}:3200`,
    jsonData: {
      nodeGraph: { enabled: true },
      ...(logs && {
        tracesToLogsV2: {
          datasourceUid: logs.uid,
          spanStartTimeShift: "-5m",
          spanEndTimeShift: "5m",
          customQuery: true,
          query: `{namespace="${logs.namespace}"} |= "$\${__trace.traceId}"`,
        },
      }),
    },
  };
}
