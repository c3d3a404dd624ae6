import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LOKI_URL } from "./loki.ts";

/** On the node, so that a new agent goes on where the last one was. */
const STATE = "/var/lib/punctual-alloy";

/** Values of Alloy's chart: an agent on each node that sends the pods' logs to Loki. */
export function alloyValues(): Record<string, unknown> {
  return {
    crds: { create: false },
    alloy: {
      configMap: { content: readFileSync(join(import.meta.dirname, "pod-logs.alloy"), "utf8") },
      enableReporting: false,
      storagePath: STATE,
      extraEnv: [{ name: "LOKI_URL", value: LOKI_URL }],
      mounts: {
        varlog: true,
        // Where the node runs Docker, /var/log/pods only points there.
        dockercontainers: true,
        extra: [{ name: "state", mountPath: STATE }],
      },
      // The logs belong to root, so their reader must be root; it may do nothing else.
      securityContext: {
        runAsUser: 0,
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
        seccompProfile: { type: "RuntimeDefault" },
      },
      resources: { requests: { cpu: "20m", memory: "96Mi" }, limits: { memory: "256Mi" } },
    },
    configReloader: {
      resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
    },
    // The chart's own rules would let it read every Secret. It fails when either list is empty.
    rbac: {
      rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] }],
      clusterRules: [{ nonResourceURLs: ["/metrics"], verbs: ["get"] }],
    },
    controller: {
      // Logs of every node, also of those that refuse ordinary pods.
      tolerations: [{ operator: "Exists", effect: "NoSchedule" }],
      volumes: { extra: [{ name: "state", hostPath: { path: STATE, type: "DirectoryOrCreate" } }] },
    },
    serviceMonitor: { enabled: true },
  };
}
