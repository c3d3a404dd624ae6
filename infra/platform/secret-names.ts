import type { AppId } from "@punctual/contracts/apps";

/** Key of the DSN in {@link databaseSecret}. */
export const DATABASE_URL_KEY = "DATABASE_URL";
/** What Dapr's injector looks for in both token secrets. */
export const TOKEN_KEY = "token";
/** What the one-shot job that makes roles and schemas reads, as environment variables. */
export const DATABASE_SETUP_SECRET = "database-setup";
/** The first user's token, where a vault has it; the cluster gets to know its hash alone. */
export const FIRST_TOKEN_SECRET = "first-token";
/** Key of the token's SHA-256, in hex. */
export const FIRST_TOKEN_HASH_KEY = "sha256";
/** Credentials of the images' registry. */
export const PULL_SECRET = "registry-credentials";

/** A service's own DSN. */
export const databaseSecret = (appId: AppId) => `${appId}-database`;
/** What a service shows its sidecar. */
export const daprTokenSecret = (appId: AppId) => `${appId}-dapr-api-token`;
/** What a sidecar shows its service. */
export const appTokenSecret = (appId: AppId) => `${appId}-app-api-token`;
