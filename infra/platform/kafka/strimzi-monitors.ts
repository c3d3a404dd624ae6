import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "../context.ts";

/** Pods of Strimzi's that tell how they are: the kind that their label says, and their port's name. */
const SOURCES = [
  { name: "kafka", kind: "Kafka", port: "tcp-prometheus" },
  { name: "strimzi-operator", kind: "cluster-operator", port: "http" },
] as const;

/** The same ports by number. */
export const STRIMZI_METRICS_PORTS: readonly number[] = [9404, 8080];

/** Has Prometheus scrape brokers and the operator (strimzi.io, "Metrics and Prometheus"). */
export function monitorStrimzi(
  namespace: string,
  dependsOn: pulumi.Resource[],
  { labels, opts }: PlatformContext,
): void {
  for (const { name, kind, port } of SOURCES) {
    new k8s.apiextensions.CustomResource(
      `${name}-monitor`,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PodMonitor",
        metadata: { name, namespace, labels },
        spec: {
          selector: { matchLabels: { "strimzi.io/kind": kind } },
          podMetricsEndpoints: [{ port, path: "/metrics", interval: "30s" }],
        },
      },
      { ...opts, dependsOn },
    );
  }
}
