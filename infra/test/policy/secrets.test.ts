import { describe, expect, it } from "vitest";
import { SECRET_KEYS } from "../../config/schema.ts";
import { PLACEHOLDERS } from "../../plan/placeholders.ts";
import type { Recorded } from "../../plan/record.ts";
import { derivePassword } from "../../platform/derive.ts";
import { firstToken } from "../../platform/secret-data.ts";
import { planned } from "../support/planned.ts";

/** A stack that is given its secrets, each with a value that occurs nowhere else. */
const GIVEN: Readonly<Record<string, string>> = {
  "punctual:kafka": JSON.stringify({ mode: "given", brokers: ["kafka.example.com:9092"], username: "me" }),
  "punctual:postgres": JSON.stringify({ mode: "given" }),
  "punctual:ingress": JSON.stringify({
    mode: "gateway",
    host: "tasks.example.com",
    certificate: { mode: "given", cert: "-----BEGIN CERTIFICATE-----\n" },
  }),
  "punctual:dapr": JSON.stringify({
    mode: "install",
    ca: { rootCert: "-----BEGIN CERTIFICATE-----\n", issuerCert: "-----BEGIN CERTIFICATE-----\n" },
  }),
  "punctual:monitoring": JSON.stringify({
    mode: "install",
    alerts: { page: "pagerduty", ticket: "slack" },
  }),
  "punctual:signIn": JSON.stringify({ issuer: "https://id.example.com", clientId: "punctual" }),
  "punctual:oidcClientSecret": "a-placeholder-client-secret",
  "punctual:smtpUrl": "smtps://punctual:a-placeholder-mail-password@mail.example",
  "punctual:mailFrom": "punctual@example.com",
  "punctual:registryCredentials": JSON.stringify({ auths: { "ghcr.io": { auth: "a-placeholder-auth" } } }),
};

/** The same where the data services are in the cluster. */
const INSIDE: Readonly<Record<string, string>> = {
  ...GIVEN,
  "punctual:kafka": JSON.stringify({ mode: "redpanda" }),
  "punctual:postgres": JSON.stringify({
    mode: "cloudnativepg",
    backup: { destination: "s3://bucket/path", keyId: "key" },
  }),
  "punctual:monitoring": JSON.stringify({ mode: "install", alerts: { page: "webhook" } }),
};

const masterKey = PLACEHOLDERS["punctual:masterKey"] ?? "";
/** Text to look for, by what it is. */
const SECRETS: Readonly<Record<string, string>> = {
  masterKey,
  kafkaPassword: PLACEHOLDERS["punctual:kafkaPassword"] ?? "",
  // As it stands in every DSN that is made of it, besides its user and password.
  postgresUrl: "placeholder-password",
  postgresBackupKey: PLACEHOLDERS["punctual:postgresBackupKey"] ?? "",
  daprIssuerKey: PLACEHOLDERS["punctual:daprIssuerKey"] ?? "",
  tlsKey: PLACEHOLDERS["punctual:tlsKey"] ?? "",
  alertsWebhookUrl: PLACEHOLDERS["punctual:alertsWebhookUrl"] ?? "",
  alertsSlackUrl: PLACEHOLDERS["punctual:alertsSlackUrl"] ?? "",
  alertsPagerdutyKey: PLACEHOLDERS["punctual:alertsPagerdutyKey"] ?? "",
  oidcClientSecret: "a-placeholder-client-secret",
  smtpUrl: "a-placeholder-mail-password",
  registryCredentials: "a-placeholder-auth",
  "the first token": firstToken(masterKey).token,
  "a service's database password": derivePassword(masterKey, "postgres/notifier"),
  "a sidecar's token": derivePassword(masterKey, "dapr-api-token/chat-api"),
};
/** Of other ways to run a stack: neither is used beside those above. */
const ELSEWHERE = ["kubeconfig", "redpandaClientId", "redpandaClientSecret"];

const resources = [...(await planned("minikube", GIVEN)), ...(await planned("minikube", INSIDE))];
const holds = (value: unknown, secret: string) =>
  JSON.stringify(value)?.includes(JSON.stringify(secret).slice(1, -1));
const inPlain = ({ inputs, secretInputs }: Recorded, secret: string) =>
  Object.entries(inputs)
    .filter(([key, value]) => !secretInputs.includes(key) && holds(value, secret))
    .map(([key]) => key);

describe("a stack's secrets", () => {
  it("are all looked for", () => {
    const known = [...Object.keys(SECRETS), ...ELSEWHERE];
    expect([...SECRET_KEYS].filter((key) => !known.includes(key))).toEqual([]);
  });

  it.each(Object.entries(SECRETS))("%s is a secret to Pulumi wherever it stands", (_, secret) => {
    expect(secret.length).toBeGreaterThan(8);
    const leaks = resources.flatMap((each) =>
      inPlain(each, secret).map((key) => `${each.type} ${each.name}: ${key}`),
    );
    expect(leaks).toEqual([]);
  });

  it.each(
    [
      "kafkaPassword",
      "postgresUrl",
      "postgresBackupKey",
      "daprIssuerKey",
      "tlsKey",
      "alertsWebhookUrl",
      "alertsSlackUrl",
      "alertsPagerdutyKey",
      "oidcClientSecret",
      "registryCredentials",
    ].map((key) => [key, SECRETS[key] ?? ""]),
  )("%s is handed on at all", (_, secret) => {
    expect(resources.some(({ inputs }) => holds(inputs, secret))).toBe(true);
  });
});
