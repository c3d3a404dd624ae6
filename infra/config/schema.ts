import { z } from "zod";
import { certManagerSchema } from "./cert-manager.ts";
import { chartsSchema } from "./charts.ts";
import { aksSchema } from "./clusters/aks.ts";
import { gkeSchema } from "./clusters/gke.ts";
import { minikubeSchema } from "./clusters/minikube.ts";
import { okeSchema } from "./clusters/oke.ts";
import { imagesSchema } from "./images.ts";
import { kafkaSchema } from "./kafka.ts";
import { cidr, label, sender } from "./kinds.ts";
import { monitoringSchema } from "./monitoring.ts";
import { apiSchema, signInSchema } from "./people.ts";
import { daprSchema, ingressSchema, scalingSchema, secretsSchema } from "./platform.ts";
import { postgresSchema } from "./postgres.ts";
import { secretValuesSchema } from "./secrets.ts";

const shared = {
  namespace: label.default("punctual").describe("namespace of the services"),
  environment: label.default("dev").describe("dev, staging, production: a label of everything, for costs"),
  dapr: daprSchema.describe("Dapr's control plane"),
  kafka: kafkaSchema.describe("where events go"),
  postgres: postgresSchema.describe("where tasks are kept"),
  ingress: ingressSchema.describe("how people reach chat-api"),
  signIn: signInSchema.optional().describe("who signs people in; absent: they have tokens alone"),
  api: apiSchema.optional().describe("how the API is served"),
  mailFrom: sender
    .optional()
    .describe("whom notices by mail come from, with or without a name; the server is the secret smtpUrl"),
  webhookAllowedNetworks: z
    .array(cidr)
    .min(1)
    .optional()
    .describe("address ranges that people's webhooks may reach although they aren't public; absent: none"),
  monitoring: monitoringSchema.describe("metrics, logs and traces"),
  secrets: secretsSchema.describe("how Kubernetes Secrets come to be"),
  scaling: scalingSchema.describe("how many replicas of each service"),
  certManager: certManagerSchema.describe("what issues certificates inside the cluster"),
  charts: chartsSchema.describe(
    "where charts come from, by name: version, repository (a mirror), path (of a folder), values",
  ),
  images: imagesSchema.optional().describe("absent: the platform alone; the services wait for their images"),
  ...secretValuesSchema.shape,
};

const target = <Name extends string, Cluster extends z.ZodType>(name: Name, cluster: Cluster) =>
  z.strictObject({ target: z.literal(name), cluster: cluster.describe("the cluster itself"), ...shared });

/** A stack's configuration, by its target. Keys are those of `pulumi config`, without `punctual:`. */
export const stackSchema = z.discriminatedUnion("target", [
  target("minikube", minikubeSchema),
  target("aks", aksSchema),
  target("gke", gkeSchema),
  target("oke", okeSchema),
]);
/** A stack's configuration. */
export type StackConfig = z.infer<typeof stackSchema>;

/** Keys whose value is text; all others hold JSON: {@link LIST_KEYS} a list, the rest an object. */
export const TEXT_KEYS: ReadonlySet<string> = new Set([
  "target",
  "namespace",
  "environment",
  "mailFrom",
  ...Object.keys(secretValuesSchema.shape),
]);
/** Keys whose value is a list. */
export const LIST_KEYS: ReadonlySet<string> = new Set(["webhookAllowedNetworks"]);
/** Keys that must be set with `--secret`. */
export const SECRET_KEYS: ReadonlySet<string> = new Set(Object.keys(secretValuesSchema.shape));
