import * as k8s from "@pulumi/kubernetes";
import { APP_IDS } from "@punctual/contracts/apps";
import type { PlatformContext } from "../platform/context.ts";
import { inNamespace, type Peer, tcp } from "../platform/peers.ts";
import { CATALOG, PORT } from "./catalog.ts";
import { type Outside, outsideRules } from "./outside.ts";
import { SIDECAR_PORTS } from "./sidecar.ts";

type Spec = k8s.types.input.networking.v1.NetworkPolicySpec;

/** Who is around the services' namespace. */
export interface Neighbours {
  /** Ports of Kafka's brokers and of PostgreSQL, wherever they are. */
  readonly dataPorts: readonly number[];
  /** Namespace of the gateway's pods; undefined: nobody comes in from outside. */
  readonly gatewayNamespace: string | undefined;
  /** Namespace of Prometheus; undefined: nobody scrapes. */
  readonly monitoringNamespace: string | undefined;
  /** Port of the OpenID provider, wherever it is; undefined: nobody signs in. */
  readonly issuerPort: number | undefined;
  /** Where notices go. */
  readonly outside: Outside;
  /** Port of the collector of traces. */
  readonly otlpPort: number | undefined;
}

const servicePods = { matchLabels: { "app.kubernetes.io/component": "service" } };
const services: Peer = { podSelector: servicePods };

/** Dapr's control plane: sentry, operator, placement, scheduler, behind their Services and in their pods. */
const DAPR_PORTS = [443, 6500, 50001, 50005, 50006];
/** The API server: daprd's secret store asks it. Its address is the cloud's. */
const API_PORTS = [443, 6443, 8443];

/** Nobody talks to anybody in the namespace, save as said here. */
export function restrictNetwork(around: Neighbours, { namespace, labels, opts }: PlatformContext): void {
  const policy = (name: string, spec: Spec) =>
    new k8s.networking.v1.NetworkPolicy(name, { metadata: { name, namespace, labels }, spec }, opts);

  policy("default-deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  policy("names", {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [
      {
        to: [inNamespace("kube-system")],
        ports: [...tcp(53), { protocol: "UDP", port: 53 }],
      },
    ],
  });
  policy("data", {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [{ ports: tcp(...around.dataPorts) }],
  });
  policy("sidecars", {
    podSelector: servicePods,
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      { from: [services], ports: tcp(SIDECAR_PORTS.internalGrpc) },
      ...(around.monitoringNamespace
        ? [{ from: [inNamespace(around.monitoringNamespace)], ports: tcp(PORT, SIDECAR_PORTS.metrics) }]
        : []),
    ],
    egress: [
      { to: [services], ports: tcp(SIDECAR_PORTS.internalGrpc) },
      { to: [inNamespace("dapr-system")], ports: tcp(...DAPR_PORTS) },
      { ports: tcp(...API_PORTS) },
      ...(around.otlpPort ? [{ ports: tcp(around.otlpPort) }] : []),
    ],
  });
  policy(`${APP_IDS.notifier}-outside`, {
    podSelector: { matchLabels: { "app.kubernetes.io/name": APP_IDS.notifier } },
    policyTypes: ["Egress"],
    egress: outsideRules(around.outside),
  });
  if (around.issuerPort !== undefined) {
    policy(`${APP_IDS.chatApi}-issuer`, {
      podSelector: { matchLabels: { "app.kubernetes.io/name": APP_IDS.chatApi } },
      policyTypes: ["Egress"],
      egress: [{ ports: tcp(around.issuerPort) }],
    });
  }
  if (around.gatewayNamespace) {
    for (const { appId } of CATALOG.filter((row) => row.publicPaths.length > 0)) {
      policy(`${appId}-gateway`, {
        podSelector: { matchLabels: { "app.kubernetes.io/name": appId } },
        policyTypes: ["Ingress"],
        ingress: [{ from: [inNamespace(around.gatewayNamespace)], ports: tcp(PORT) }],
      });
    }
  }
}
