import { z } from "zod";
import { dnsName, label, pem, storageSize } from "./kinds.ts";

/** Dapr's control plane. */
export const daprSchema = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("install"),
    highAvailability: z
      .boolean()
      .optional()
      .describe("three of each; default: yes where there are several nodes"),
    ca: z
      .strictObject({ rootCert: pem("CERTIFICATE"), issuerCert: pem("CERTIFICATE") })
      .optional()
      .describe("a CA of your own for mTLS; its key is the secret daprIssuerKey"),
  }),
  z.strictObject({ mode: z.literal("given") }).describe("Dapr is in the cluster already"),
]);
/** Dapr's control plane. */
export type DaprConfig = z.infer<typeof daprSchema>;

const certificate = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("acme"), email: z.email(), server: z.url().optional() }),
  z.strictObject({ mode: z.literal("self-signed") }),
  z
    .strictObject({ mode: z.literal("given"), cert: pem("CERTIFICATE") })
    .describe("its key is the secret tlsKey"),
]);

/** How people reach chat-api. */
export const ingressSchema = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("off") }).describe("by kubectl port-forward alone"),
  z.strictObject({
    mode: z.literal("gateway"),
    host: dnsName.describe("name that people reach Punctual by"),
    public: z.boolean().default(false).describe("on the internet; otherwise on an internal address"),
    gatewayClass: label
      .optional()
      .describe("a Gateway API class that exists; default: Envoy Gateway is installed"),
    certificate,
  }),
]);
/** How people reach chat-api. */
export type IngressConfig = z.infer<typeof ingressSchema>;

/** Metrics, logs and traces. */
export const monitoringSchema = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("install"),
    retentionDays: z.int().min(1).max(365).default(15),
    storage: storageSize.default("20Gi").describe("disk of Prometheus, of Loki and of Tempo each"),
    logs: z.boolean().default(true).describe("Loki, with an agent on each node"),
    traces: z.boolean().default(true).describe("Tempo"),
  }),
  z.strictObject({
    mode: z.literal("given"),
    serviceMonitors: z.boolean().default(false).describe("a Prometheus operator is in the cluster already"),
    otlpEndpoint: z.string().min(1).optional().describe("host:port of an OTLP/gRPC receiver of traces"),
  }),
  z.strictObject({ mode: z.literal("off") }),
]);
/** Metrics, logs and traces. */
export type MonitoringConfig = z.infer<typeof monitoringSchema>;

/** How Kubernetes Secrets come to be. */
export const secretsSchema = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("stack") }).describe("from this stack's configuration"),
  z.strictObject({
    mode: z.literal("external-secrets"),
    install: z.boolean().default(true).describe("install the External Secrets operator"),
    store: label
      .optional()
      .describe("a ClusterSecretStore that exists; default: one for the cloud's vault is made"),
  }),
]);
/** How Kubernetes Secrets come to be. */
export type SecretsConfig = z.infer<typeof secretsSchema>;

/** How many replicas of each service. */
export const scalingSchema = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("fixed"), replicas: z.int().min(1).max(20).default(1) }),
  z.strictObject({
    mode: z
      .enum(["cpu", "keda"])
      .describe("cpu: HorizontalPodAutoscaler; keda: by consumer lag where events are taken"),
    min: z.int().min(1).max(20).default(2),
    max: z.int().min(1).max(50).default(6),
    install: z.boolean().default(true).describe("install KEDA, unless it is in the cluster already"),
  }),
]);
/** How many replicas of each service. */
export type ScalingConfig = z.infer<typeof scalingSchema>;
