import { randomBytes } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { sender, smtpUrl } from "../config/kinds.ts";
import type { StackConfig } from "../config/schema.ts";
import { entryName } from "../platform/external-secrets/entries.ts";
import type { Kafka } from "../platform/kafka/kafka.ts";
import { verifiedByCa } from "../platform/postgres/ca.ts";
import type { Postgres } from "../platform/postgres/postgres.ts";
import { firstToken, type SecretData, secretData } from "../platform/secret-data.ts";
import { FIRST_TOKEN_HASH_KEY, FIRST_TOKEN_SECRET } from "../platform/secret-names.ts";
import { CliError } from "./errors.ts";

/** What stands for a value that only a person knows. */
export const UNKNOWN = "REPLACE-ME";

const known = z
  .object({
    KAFKA_PASSWORD: z.string().min(1).default(UNKNOWN),
    OIDC_CLIENT_SECRET: z.string().default(UNKNOWN),
    POSTGRES_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: "must be postgres://user:password@host/database" })
      .default(`postgres://${UNKNOWN}:${UNKNOWN}@${UNKNOWN}:5432/${UNKNOWN}?sslmode=verify-full`),
    SMTP_URL: smtpUrl.optional(),
    MAIL_FROM: sender.optional(),
  })
  .refine(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined, {
    path: ["MAIL_FROM"],
    error: "must be set with SMTP_URL: mails need a sender",
  })
  .refine(({ SMTP_URL, MAIL_FROM }) => MAIL_FROM === undefined || SMTP_URL !== undefined, {
    path: ["SMTP_URL"],
    error: "must be set with MAIL_FROM",
  });

/** Entries of a vault: their names, and the keys of each. */
export type VaultEntries = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Everything that a stack wants to find in its vault. Passwords, tokens and keys are new each time; what others gave out
 * comes from the environment: KAFKA_PASSWORD, POSTGRES_URL of a role that may create roles, OIDC_CLIENT_SECRET (empty for a
 * public client) where people sign in, and SMTP_URL with MAIL_FROM where notices go by mail.
 *
 * @throws CliError when the stack has its secrets from elsewhere, or a variable is wrong
 */
export async function vaultEntries(
  { secrets, kafka, postgres, signIn }: StackConfig,
  env: NodeJS.ProcessEnv,
): Promise<VaultEntries> {
  if (secrets.mode !== "external-secrets" || kafka.mode !== "given" || postgres.mode !== "given") {
    throw new CliError(
      'This stack reads no vault: punctual:secrets.mode isn\'t "external-secrets". Its secrets are keys of the stack itself.',
    );
  }
  const given = known.safeParse(env);
  if (!given.success) throw new CliError(z.prettifyError(given.error));
  const { KAFKA_PASSWORD, MAIL_FROM, OIDC_CLIENT_SECRET, POSTGRES_URL, SMTP_URL } = given.data;
  const broker: Kafka = {
    brokers: kafka.brokers.join(","),
    saslMechanism: kafka.saslMechanism,
    username: kafka.username,
    password: KAFKA_PASSWORD,
    caCert: kafka.caCert ?? "",
    replicationFactor: kafka.replicationFactor,
    ports: [],
    ready: [],
  };
  const database: Postgres = {
    adminUrl: postgres.caCert ? verifiedByCa(POSTGRES_URL) : POSTGRES_URL,
    // No secret: the stack itself makes the Secret of it.
    caCert: undefined,
    port: 0,
    ready: [],
  };
  const masterKey = randomBytes(32).toString("base64");
  const clientSecret = signIn?.clientId === undefined ? undefined : OIDC_CLIENT_SECRET;
  const mail =
    SMTP_URL === undefined || MAIL_FROM === undefined ? undefined : { url: SMTP_URL, from: MAIL_FROM };
  const { token, sha256 } = firstToken(masterKey);
  const data = {
    ...(await resolved(secretData(masterKey, broker, database, { clientSecret, mail }))),
    [FIRST_TOKEN_SECRET]: { token, [FIRST_TOKEN_HASH_KEY]: sha256 },
  };
  return Object.fromEntries(
    Object.entries(data).map(([secret, keys]) => [entryName(secrets.prefix, secret), keys]),
  );
}

/** Values of outputs that wait for no resource. */
function resolved(data: Readonly<Record<string, SecretData>>): Promise<VaultEntries> {
  return new Promise((resolve) => {
    pulumi.output(data).apply((values) => resolve(values));
  });
}
