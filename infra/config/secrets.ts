import { z } from "zod";
import { pem, smtpUrl } from "./kinds.ts";

/**
 * The configuration's secrets, each a key of its own: `pulumi config set --secret punctual:KEY`. Which of them a stack
 * needs depends on the rest: see {@link ../config/rules.ts}.
 */
export const secretValuesSchema = z.strictObject({
  masterKey: z
    .base64("must be base64")
    .refine((text) => Buffer.from(text, "base64").length >= 32, "must be at least 32 bytes in base64")
    .optional()
    .describe("every internal password, token and key is derived from it (openssl rand -base64 32)"),
  kubeconfig: z.string().min(1).optional().describe("of an existing cluster, instead of making one"),
  kafkaPassword: z.string().min(1).optional().describe("password of kafka.username"),
  postgresUrl: z
    .url({ protocol: /^postgres(ql)?$/, error: "must be postgres://user:password@host/database" })
    .optional()
    .describe("DSN of a role that may create roles and schemas; a direct one, not a pooler's"),
  postgresBackupKey: z.string().min(1).optional().describe("secret of postgres.backup.keyId"),
  redpandaClientId: z.string().min(1).optional().describe("service account of Redpanda Cloud"),
  redpandaClientSecret: z.string().min(1).optional().describe("its secret"),
  daprIssuerKey: pem("EC PRIVATE KEY").optional().describe("key of dapr.ca.issuerCert"),
  tlsKey: z.string().includes("PRIVATE KEY-----").optional().describe("key of ingress.certificate.cert"),
  oidcClientSecret: z.string().min(1).optional().describe("secret of signIn.clientId, where it has one"),
  smtpUrl: smtpUrl
    .optional()
    .describe("mail server for notices; absent: none go by mail. Whom they come from is mailFrom"),
  alertsWebhookUrl: z
    .url({ protocol: /^https?$/, error: "must be an http:// or https:// address" })
    .optional()
    .describe("takes alerts as Alertmanager's webhook posts them"),
  alertsSlackUrl: z
    .url({ protocol: /^https$/, error: "must be the https:// address of an incoming webhook" })
    .optional()
    .describe("incoming webhook of a channel in Slack"),
  alertsPagerdutyKey: z
    .string()
    .regex(/^[A-Za-z0-9]{32}$/, "must be an integration key: 32 letters and digits")
    .optional()
    .describe("integration key of a service in PagerDuty (Events API v2)"),
  registryCredentials: z
    .string()
    .refine(isDockerConfig, 'must be a Docker configuration: {"auths": {"ghcr.io": {"auth": "…"}}}')
    .optional()
    .describe("to pull images with, where the nodes may not by themselves"),
});
/** The configuration's secrets, in the clear: wrap before handing them to a resource. */
export type SecretValues = z.infer<typeof secretValuesSchema>;

function isDockerConfig(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && "auths" in parsed;
  } catch {
    return false;
  }
}
