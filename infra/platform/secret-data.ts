import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { APP_IDS, type AppId } from "@punctual/contracts/apps";
import { SECRETS } from "@punctual/contracts/names";
import { derive, derivePassword } from "./derive.ts";
import type { Kafka } from "./kafka/kafka.ts";
import { type DatabaseRole, type Postgres, roleUrl } from "./postgres/postgres.ts";
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

const ROLE_OF: Readonly<Record<AppId, DatabaseRole>> = {
  [APP_IDS.chatApi]: "chat_api",
  [APP_IDS.notifier]: "notifier",
  [APP_IDS.recurrence]: "recurrence",
};
const ROLES: readonly DatabaseRole[] = [...Object.values(ROLE_OF), "dapr_state"];

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
export function secretData(masterKey: string, kafka: Kafka, postgres: Postgres): Record<string, SecretData> {
  const urlOf = (role: DatabaseRole) =>
    pulumi.output(postgres.adminUrl).apply((url) => roleUrl(url, role, rolePassword(masterKey, role)));
  const perService = Object.entries(ROLE_OF).flatMap(([app, role]): [string, SecretData][] => {
    const appId = app as AppId;
    return [
      [databaseSecret(appId), { [DATABASE_URL_KEY]: urlOf(role) }],
      [daprTokenSecret(appId), { [TOKEN_KEY]: derivePassword(masterKey, `dapr-api-token/${appId}`) }],
      [appTokenSecret(appId), { [TOKEN_KEY]: derivePassword(masterKey, `app-api-token/${appId}`) }],
    ];
  });
  const passwords = ROLES.map((role) => [
    `DATABASE_PASSWORD_${role.toUpperCase()}`,
    rolePassword(masterKey, role),
  ]);
  return {
    [SECRETS.kafka.name]: kafkaData(kafka),
    [SECRETS.stateStore.name]: { connectionString: urlOf("dapr_state") },
    [SECRETS.actionLinks.name]: { signingKey: derive(masterKey, "notifier-action-links").toString("base64") },
    ...Object.fromEntries(perService),
    [DATABASE_SETUP_SECRET]: { ADMIN_DATABASE_URL: postgres.adminUrl, ...Object.fromEntries(passwords) },
  };
}

/** The first user's bearer token, and what chat-api knows of it. */
export function firstToken(masterKey: string): { readonly token: string; readonly sha256: string } {
  const token = `punctual_${derivePassword(masterKey, "first-token")}`;
  return { token, sha256: createHash("sha256").update(token).digest("hex") };
}
