import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "../platform/context.ts";

/** Has Prometheus scrape the services (`/metrics`) and their sidecars. */
export function monitorServices(
  dependsOn: pulumi.Resource[],
  { namespace, labels, opts }: PlatformContext,
): void {
  const matchLabels = { "app.kubernetes.io/part-of": "punctual" };
  const own = { ...opts, dependsOn };
  new k8s.apiextensions.CustomResource(
    "services-monitor",
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata: { name: "services", namespace, labels },
      spec: {
        selector: { matchLabels },
        endpoints: [{ port: "http", path: "/metrics", interval: "15s" }],
      },
    },
    own,
  );
  new k8s.apiextensions.CustomResource(
    "sidecars-monitor",
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata: { name: "sidecars", namespace, labels },
      spec: {
        selector: { matchLabels: { ...matchLabels, "app.kubernetes.io/component": "service" } },
        podMetricsEndpoints: [
          {
            port: "dapr-metrics",
            path: "/metrics",
            interval: "15s",
            // daprd names its namespace too, which Prometheus would keep beside its own.
            metricRelabelings: [{ action: "labeldrop", regex: "exported_namespace" }],
          },
        ],
      },
    },
    own,
  );
}
