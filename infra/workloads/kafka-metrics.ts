import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "../platform/context.ts";
import { inNamespace, tcp } from "../platform/peers.ts";
import { PORT } from "./catalog.ts";
import { KAFKA_ENV } from "./kafka-env.ts";
import { CONTAINER_SECURITY, DISK, POD_SECURITY, TMP } from "./pod.ts";

const NAME = "kafka-metrics";
const selector = { "app.kubernetes.io/name": NAME };

interface KafkaMetricsArgs {
  /** Of services/setup. */
  readonly image: string;
  readonly pullSecret: string | undefined;
  readonly secretsVersion: pulumi.Input<string>;
  /** Namespace of Prometheus: the only pods that may ask. */
  readonly scrapedFrom: string;
  /** The namespace and its Secrets. It bears that Kafka is away. */
  readonly dependsOn: pulumi.Resource[];
  /** What understands monitors. */
  readonly monitoring: pulumi.Resource[];
}

/**
 * Has Prometheus see Kafka as its clients do, whoever runs it: a program of services/setup that asks the brokers when it
 * is scraped. One is enough: while it is replaced, a scrape is missed.
 */
export function measureKafka(
  args: KafkaMetricsArgs,
  { namespace, labels: shared, opts }: PlatformContext,
): void {
  const labels = { ...shared, ...selector, "app.kubernetes.io/component": "exporter" };
  const metadata = { name: NAME, namespace, labels };
  const own = { ...opts, dependsOn: args.dependsOn };
  const account = new k8s.core.v1.ServiceAccount(
    NAME,
    { metadata, automountServiceAccountToken: false },
    own,
  );
  new k8s.networking.v1.NetworkPolicy(
    NAME,
    {
      metadata,
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ["Ingress"],
        ingress: [{ from: [inNamespace(args.scrapedFrom)], ports: tcp(PORT) }],
      },
    },
    own,
  );
  new k8s.apps.v1.Deployment(
    NAME,
    {
      metadata,
      spec: {
        replicas: 1,
        revisionHistoryLimit: 3,
        selector: { matchLabels: selector },
        template: {
          metadata: { labels, annotations: { "punctual/secrets-version": args.secretsVersion } },
          spec: {
            serviceAccountName: account.metadata.name,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: POD_SECURITY,
            ...(args.pullSecret && { imagePullSecrets: [{ name: args.pullSecret }] }),
            volumes: [TMP.volume],
            containers: [container(args.image)],
          },
        },
      },
    },
    own,
  );
  new k8s.apiextensions.CustomResource(
    `${NAME}-monitor`,
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata,
      spec: {
        selector: { matchLabels: selector },
        podMetricsEndpoints: [{ port: "http", path: "/metrics", interval: "15s" }],
      },
    },
    { ...opts, dependsOn: [...args.dependsOn, ...args.monitoring] },
  );
}

function container(image: string): k8s.types.input.core.v1.Container {
  const probe = { httpGet: { path: "/healthz", port: "http" }, timeoutSeconds: 3 };
  return {
    name: NAME,
    image,
    imagePullPolicy: "IfNotPresent",
    args: ["src/kafka-metrics.ts"],
    ports: [{ name: "http", containerPort: PORT }],
    env: [{ name: "HOST", value: "0.0.0.0" }, { name: "PORT", value: String(PORT) }, ...KAFKA_ENV],
    resources: {
      requests: { cpu: "20m", memory: "96Mi", "ephemeral-storage": DISK.request },
      limits: { memory: "192Mi", "ephemeral-storage": DISK.limit },
    },
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [TMP.mount],
    startupProbe: { ...probe, periodSeconds: 5, failureThreshold: 24 },
    livenessProbe: { ...probe, periodSeconds: 10, failureThreshold: 3 },
    // It has nothing to wait for: whether Kafka is there is what it tells.
    readinessProbe: { tcpSocket: { port: "http" }, periodSeconds: 5, failureThreshold: 2 },
  };
}
