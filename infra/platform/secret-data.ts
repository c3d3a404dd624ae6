import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { APP_IDS } from "@punctual/contracts/apps";
import {
  DATABASE_ROLES,
  type DatabaseRole,
  databaseRoleOf,
  SECRETS,
  STATE_STORE_ROLE,
} from "@punctual/contracts/names";
import { derive, derivePassword } from "./derive.ts";
import type { Kafka } from "./kafka/kafka.ts";
import { DATABASE_CA_KEY, DATABASE_CA_SECRET } from "./postgres/ca.ts";
import { type Postgres, roleUrl } from "./postgres/postgres.ts";
import {
  appTokenSecret,
  DATABASE_SETUP_SECRET,
  DATABASE_URL_KEY,
  daprTokenSecret,
  databaseSecret,
  TOKEN_KEY,
} from "./secret-names.ts";

/** A Kubernetes Secret to be: its keys and values. */
export type SecretData = Readonly<Record<string, pulumi.Input<string>>>;

/** Secrets that others gave out for the services themselves. */
export interface GivenSecrets {
  /** Of the OpenID provider's client, empty for a public one; undefined where nobody signs in. */
  readonly clientSecret: string | undefined;
  /** The mail server and whom notices come from; undefined where none go by mail. */
  readonly mail: Readonly<Record<(typeof SECRETS.smtp.keys)[number], string>> | undefined;
}

/** The password of a database role. */
const rolePassword = (masterKey: string, role: DatabaseRole) => derivePassword(masterKey, `postgres/${role}`);

/** What `kafka-credentials` holds: the keys that dapr/components/kafka-pubsub.yaml refers to. */
function kafkaData(kafka: Kafka): Record<(typeof SECRETS.kafka.keys)[number], pulumi.Input<string>> {
  return {
    brokers: kafka.brokers,
    authType: "password",
    saslMechanism: kafka.saslMechanism,
    username: kafka.username,
    password: kafka.password,
    disableTls: "false",
    caCert: kafka.caCert,
  };
}

/** Every Secret of the services' namespace, by name, from the stack's own configuration. */
export function secretData(
  masterKey: string,
  kafka: Kafka,
  postgres: Postgres,
  { clientSecret, mail }: GivenSecrets,
): Record<string, SecretData> {
  const urlOf = (role: DatabaseRole) =>
    pulumi.output(postgres.adminUrl).apply((url) => roleUrl(url, role, rolePassword(masterKey, role)));
  const perService = Object.values(APP_IDS).flatMap((appId): [string, SecretData][] => [
    [databaseSecret(appId), { [DATABASE_URL_KEY]: urlOf(databaseRoleOf(appId)) }],
    [daprTokenSecret(appId), { [TOKEN_KEY]: derivePassword(masterKey, `dapr-api-token/${appId}`) }],
    [appTokenSecret(appId), { [TOKEN_KEY]: derivePassword(masterKey, `app-api-token/${appId}`) }],
  ]);
  const passwords = DATABASE_ROLES.map((role) => [
    `DATABASE_PASSWORD_${role.toUpperCase()}`,
    rolePassword(masterKey, role),
  ]);
  return {
    [SECRETS.kafka.name]: kafkaData(kafka),
    [SECRETS.stateStore.name]: { connectionString: urlOf(STATE_STORE_ROLE) },
    [SECRETS.actionLinks.name]: {
      signingKey: derive(masterKey, SECRETS.actionLinks.name).toString("base64"),
    },
    ...(clientSecret !== undefined && { [SECRETS.oidc.name]: { [SECRETS.oidc.keys[0]]: clientSecret } }),
    [SECRETS.smtp.name]: mail ?? { url: "", from: "" },
    ...Object.fromEntries(perService),
    ...(postgres.caCert !== undefined && { [DATABASE_CA_SECRET]: { [DATABASE_CA_KEY]: postgres.caCert } }),
    [DATABASE_SETUP_SECRET]: { ADMIN_DATABASE_URL: postgres.adminUrl, ...Object.fromEntries(passwords) },
  };
}

/** The first user's bearer token, and what chat-api knows of it. */
export function firstToken(masterKey: string): { readonly token: string; readonly sha256: string } {
  const token = `punctual_${derivePassword(masterKey, "first-token")}`;
  return { token, sha256: createHash("sha256").update(token).digest("hex") };
}
