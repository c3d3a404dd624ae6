import { IMAGES } from "../config/images.ts";

const image = (name: string, index: number) =>
  `registry.example/punctual/${name}@sha256:${String(index).repeat(64)}`;

/** Placeholders that stand only for what a stack has set: with a value, another key must be set as well. */
export const ONLY_WHERE_SET: ReadonlySet<string> = new Set(["punctual:smtpUrl"]);

/** Well-formed values that mean nothing, for what a plan can't know: secrets, and images that were not built yet. */
export const PLACEHOLDERS: Readonly<Record<string, string>> = {
  "punctual:masterKey": Buffer.alloc(32, "placeholder").toString("base64"),
  "punctual:kafkaPassword": "placeholder-kafka-password",
  "punctual:postgresUrl":
    "postgres://owner:placeholder-password@postgres.example:5432/punctual?sslmode=verify-full",
  "punctual:postgresBackupKey": "placeholder-backup-key",
  "punctual:redpandaClientId": "placeholder-client-id",
  "punctual:redpandaClientSecret": "placeholder-client-secret",
  "punctual:daprIssuerKey": "-----BEGIN EC PRIVATE KEY-----\nplaceholder\n-----END EC PRIVATE KEY-----\n",
  "punctual:tlsKey": "-----BEGIN PRIVATE KEY-----\nplaceholder\n-----END PRIVATE KEY-----\n",
  "punctual:smtpUrl": "smtps://punctual:placeholder-mail-password@mail.example",
  "punctual:alertsWebhookUrl": "https://alerts.example/placeholder-webhook",
  "punctual:alertsSlackUrl": "https://hooks.slack.example/services/placeholder",
  "punctual:alertsPagerdutyKey": "placeholder".padEnd(32, "0"),
  "punctual:images": JSON.stringify(
    Object.fromEntries(IMAGES.map((name, index) => [name, image(name, index)])),
  ),
};
