import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "../context.ts";

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
];

/**
 * Has Prometheus scrape the platform's own pods. One that isn't installed here has no pods, which does no harm.
 *
 * @param home namespace of the PodMonitors
 */
export function monitorPlatform(
  home: string,
  dependsOn: pulumi.Resource[],
  { labels, opts }: PlatformContext,
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
