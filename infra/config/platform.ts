import { z } from "zod";
import { dnsName, label, pem } from "./kinds.ts";

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

const certificate = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("acme"),
    email: z.email().describe("where the authority tells of certificates that run out"),
    server: z
      .url({ protocol: /^https$/, error: "must be an https:// address" })
      .default("https://acme-v02.api.letsencrypt.org/directory")
      .describe("directory of an ACME authority (RFC 8555); default: Let's Encrypt's production"),
  }),
  z
    .strictObject({ mode: z.literal("self-signed") })
    .describe("by an authority of the cluster's own, which browsers warn of"),
  z
    .strictObject({ mode: z.literal("given"), cert: pem("CERTIFICATE") })
    .describe("its key is the secret tlsKey"),
]);

/** How people reach chat-api. */
export const ingressSchema = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("off") }).describe("by kubectl port-forward alone"),
  z
    .strictObject({
      mode: z.literal("gateway"),
      host: dnsName.describe("name that people reach Punctual by"),
      public: z.boolean().default(false).describe("on the internet; otherwise on an internal address"),
      gatewayClass: label
        .optional()
        .describe("a Gateway API class that exists; default: Envoy Gateway is installed"),
      gatewayNamespace: label
        .optional()
        .describe("where the pods of gatewayClass run: the only ones from outside that may reach chat-api"),
      certificate,
    })
    .refine(({ gatewayClass, gatewayNamespace }) => !gatewayClass || gatewayNamespace !== undefined, {
      path: ["gatewayNamespace"],
      error: "must be set with ingress.gatewayClass: the namespace where that gateway's pods run",
    })
    .refine(({ gatewayClass, gatewayNamespace }) => !gatewayNamespace || gatewayClass !== undefined, {
      path: ["gatewayNamespace"],
      error: "must not be set without ingress.gatewayClass",
    }),
]);
/** How people reach chat-api. */
export type IngressConfig = z.infer<typeof ingressSchema>;

/** How Kubernetes Secrets come to be. */
export const secretsSchema = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("stack") }).describe("from this stack's configuration"),
  z
    .strictObject({
      mode: z.literal("external-secrets"),
      install: z.boolean().default(true).describe("install the External Secrets operator"),
      store: label
        .optional()
        .describe("a ClusterSecretStore that exists; default: one for the cloud's vault is made"),
      prefix: label
        .default("punctual")
        .describe("of the entries' names in the vault: PREFIX-NAME; another one where stacks share a vault"),
      version: z
        .string()
        .min(1)
        .default("1")
        .describe("any text; a new one, after values changed in the vault, replaces all pods"),
    })
    .refine(({ install, store }) => install || store !== undefined, {
      path: ["store"],
      error: "must be set where secrets.install is false: an operator that exists has stores of its own",
    })
    .describe("from a vault, by the External Secrets operator"),
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
