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
} as const;

/** State key of a conversation. */
export function conversationKey(conversationId: string): string {
  return `conversation-${conversationId}`;
}

/**
 * Roles in PostgreSQL, each with a schema of its own name that is closed to the others: one for each service, and one
 * for Dapr's {@link STATE_STORE}.
 */
export const DATABASE_ROLES = ["chat_api", "notifier", "recurrence", "dapr_state"] as const;
/** The name of one of {@link DATABASE_ROLES}. */
export type DatabaseRole = (typeof DATABASE_ROLES)[number];
