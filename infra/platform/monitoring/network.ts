import * as k8s from "@pulumi/kubernetes";
import type { PlatformContext } from "../context.ts";
import { inNamespace, type Peer, tcp } from "../peers.ts";
import { AGENTS_NAMESPACE, MONITORING_NAMESPACE } from "./namespaces.ts";
import { OTLP_PORT } from "./tempo.ts";

/** Port of Loki's API. */
const LOKI_PORT = 3100;
/** Port of the Prometheus operator's admission webhook, in its pod. */
const WEBHOOK_PORT = 10250;

/**
 * Prometheus, Loki and Tempo ask nobody for a password, so nobody gets near them but those who have business there.
 * Grafana is reached by port-forwarding alone.
 */
export function restrictMonitoring(context: PlatformContext): void {
  const policy = (
    name: string,
    podSelector: k8s.types.input.meta.v1.LabelSelector,
    from: Peer[],
    port?: number,
  ) =>
    new k8s.networking.v1.NetworkPolicy(
      `monitoring-${name}`,
      {
        metadata: { name, namespace: MONITORING_NAMESPACE, labels: context.labels },
        spec: {
          podSelector,
          policyTypes: ["Ingress"],
          ingress: [{ from, ...(port !== undefined && { ports: tcp(port) }) }],
        },
      },
      context.opts,
    );
  const pods = (name: string) => ({ matchLabels: { "app.kubernetes.io/name": name } });

  policy("each-other", {}, [{ podSelector: {} }]);
  policy("logs", pods("loki"), [inNamespace(AGENTS_NAMESPACE)], LOKI_PORT);
  policy("traces", pods("tempo"), [inNamespace(context.namespace)], OTLP_PORT);
  // The API server calls from an address that is the cloud's; an empty list stands for everybody.
  policy("admission", pods("kube-prometheus-stack-prometheus-operator"), [], WEBHOOK_PORT);
}
