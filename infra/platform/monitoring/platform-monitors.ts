import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "../context.ts";
import { EXTERNAL_SECRETS_NAMESPACE } from "../external-secrets/operator.ts";
import { INGRESS_NAMESPACE } from "../ingress/names.ts";

/** Pods of the platform that tell how they are. */
interface Source {
  readonly name: string;
  readonly namespace: string;
  readonly matchLabels: Readonly<Record<string, string>>;
  /** Name of the port in their pods. */
  readonly port: string;
  readonly path: string;
}

const SOURCES: readonly Source[] = [
  {
    name: "dapr-control-plane",
    namespace: "dapr-system",
    matchLabels: { "app.kubernetes.io/part-of": "dapr" },
    port: "metrics",
    path: "/",
  },
  {
    name: "envoy",
    namespace: INGRESS_NAMESPACE,
    matchLabels: { "app.kubernetes.io/name": "envoy", "app.kubernetes.io/component": "proxy" },
    port: "metrics",
    path: "/stats/prometheus",
  },
  {
    name: "envoy-gateway",
    namespace: INGRESS_NAMESPACE,
    matchLabels: { "control-plane": "envoy-gateway" },
    port: "metrics",
    path: "/metrics",
  },
  {
    name: "cert-manager",
    namespace: "cert-manager",
    matchLabels: { "app.kubernetes.io/instance": "cert-manager" },
    port: "http-metrics",
    path: "/metrics",
  },
  {
    name: "external-secrets",
    namespace: EXTERNAL_SECRETS_NAMESPACE,
    matchLabels: { "app.kubernetes.io/name": "external-secrets" },
    port: "metrics",
    path: "/metrics",
  },
];

/** Has Prometheus scrape the platform's own pods. What isn't installed here has no pods, which does no harm. */
export function monitorPlatform(
  dependsOn: pulumi.Resource[],
  { namespace: home, labels, opts }: PlatformContext,
): void {
  for (const { name, namespace, matchLabels, port, path } of SOURCES) {
    new k8s.apiextensions.CustomResource(
      `${name}-monitor`,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PodMonitor",
        metadata: { name, namespace: home, labels },
        spec: {
          namespaceSelector: { matchNames: [namespace] },
          selector: { matchLabels },
          podMetricsEndpoints: [{ port, path, interval: "30s" }],
        },
      },
      { ...opts, dependsOn },
    );
  }
}
