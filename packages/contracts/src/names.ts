import { APP_IDS, type AppId } from "./apps.ts";

/** The Dapr state store (`dapr/components/statestore.yaml`). */
export const STATE_STORE = "statestore";

/**
 * The Dapr secret store: Kubernetes Secrets in a cluster (`dapr/cluster/`), a local file on a laptop (`dapr/local/`),
 * by the same name in both.
 */
export const SECRET_STORE = "kubernetes-secrets";

/** The secrets that components and services read from {@link SECRET_STORE}, and the keys in each. */
export const SECRETS = {
  kafka: {
    name: "kafka-credentials",
    keys: ["brokers", "authType", "saslMechanism", "username", "password", "disableTls", "caCert"],
  },
  stateStore: { name: "neon-db-connection", keys: ["connectionString"] },
  actionLinks: { name: "notifier-action-links", keys: ["signingKey"] },
  /** Our client's at the OpenID provider; empty where it has none. */
  oidc: { name: "chat-api-oidc", keys: ["clientSecret"] },
  /** The operator's mail server, and whom notices come from; both empty where there is none. */
  smtp: { name: "notifier-smtp", keys: ["url", "from"] },
} as const;

/** State key of a conversation. */
export function conversationKey(conversationId: string): string {
  return `conversation-${conversationId}`;
}

/** The role in PostgreSQL of each service, with a schema of its own name that is closed to the others. */
export const SERVICE_ROLES = {
  chatApi: "chat_api",
  notifier: "notifier",
  recurrence: "recurrence",
} as const satisfies Record<keyof typeof APP_IDS, string>;
/** The same for Dapr's {@link STATE_STORE}. */
export const STATE_STORE_ROLE = "dapr_state";

/**
 * The role that chat-api takes on for whatever it does for a person: it owns nothing and can't log in, so that row-level
 * security holds for it. Set-up makes it; only chat-api's role may take it on.
 */
export const PEOPLE_ROLE = "chat_api_people";

/** All roles that log in. */
export const DATABASE_ROLES = [...Object.values(SERVICE_ROLES), STATE_STORE_ROLE] as const;
/** One of {@link DATABASE_ROLES}. */
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/** The role of a service. */
export function databaseRoleOf(appId: AppId): DatabaseRole {
  const role: Readonly<Record<AppId, DatabaseRole>> = {
    [APP_IDS.chatApi]: SERVICE_ROLES.chatApi,
    [APP_IDS.notifier]: SERVICE_ROLES.notifier,
    [APP_IDS.recurrence]: SERVICE_ROLES.recurrence,
  };
  return role[appId];
}
