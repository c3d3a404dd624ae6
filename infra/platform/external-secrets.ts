import * as pulumi from "@pulumi/pulumi";
import { APP_IDS } from "@punctual/contracts/apps";
import { SECRETS } from "@punctual/contracts/names";
import type { SecretsConfig } from "../config/platform.ts";
import type { PlatformContext } from "./context.ts";
import { type Entry, entryName, secretsFromVault } from "./external-secrets/entries.ts";
import { EXTERNAL_SECRETS_NAMESPACE, installOperator, SERVICE_ACCOUNT } from "./external-secrets/operator.ts";
import { clusterStore, STORE } from "./external-secrets/store.ts";
import {
  appTokenSecret,
  DATABASE_SETUP_SECRET,
  daprTokenSecret,
  databaseSecret,
  FIRST_TOKEN_HASH_KEY,
  FIRST_TOKEN_SECRET,
} from "./secret-names.ts";
import type { DeliveredSecrets } from "./secrets.ts";

/**
 * Every Secret of the services' namespace that a vault has to hold: those that the stack would make from its own
 * configuration, and the first token, of which only the hash leaves the vault.
 */
export const VAULT_ENTRIES: readonly Entry[] = [
  { secret: SECRETS.kafka.name },
  { secret: SECRETS.stateStore.name },
  { secret: SECRETS.actionLinks.name },
  { secret: SECRETS.smtp.name },
  ...Object.values(APP_IDS).flatMap((appId) =>
    [databaseSecret(appId), daprTokenSecret(appId), appTokenSecret(appId)].map((secret) => ({ secret })),
  ),
  { secret: DATABASE_SETUP_SECRET },
  { secret: FIRST_TOKEN_SECRET, keys: [FIRST_TOKEN_HASH_KEY] },
];

/** The secret of the OpenID provider's client: of those stacks alone where people sign in. */
const SIGN_IN_ENTRY: Entry = { secret: SECRETS.oidc.name };

interface Circumstances {
  /** Whether the stack itself knows the first token. */
  readonly knowsFirstToken: boolean;
  /** Whether people sign in by an OpenID provider. */
  readonly signsIn: boolean;
  /** Whether services are to start now, so that a missing entry must be told. */
  readonly needed: boolean;
}

/**
 * Secrets from a vault, by the External Secrets operator.
 *
 * @throws when there is neither a store nor a vault to make one for, which config/rules.ts finds first
 */
export function externalSecrets(
  config: Extract<SecretsConfig, { mode: "external-secrets" }>,
  { knowsFirstToken, signsIn, needed }: Circumstances,
  context: PlatformContext,
): DeliveredSecrets {
  const { vault } = context.capabilities;
  const own = config.store === undefined;
  if (own && !vault) throw new Error("No vault, and no store is named: set punctual:secrets.store");
  const identity = own
    ? vault?.reader(EXTERNAL_SECRETS_NAMESPACE, SERVICE_ACCOUNT, entryName(config.prefix, ""))
    : undefined;
  const operator = config.install ? installOperator(identity, context) : undefined;
  const store = own && vault && operator ? clusterStore(vault, operator, context) : undefined;
  const resources = secretsFromVault(
    [
      ...VAULT_ENTRIES.filter(({ secret }) => secret !== FIRST_TOKEN_SECRET || !knowsFirstToken),
      ...(signsIn ? [SIGN_IN_ENTRY] : []),
    ],
    {
      store: config.store ?? STORE,
      prefix: config.prefix,
      version: config.version,
      wait: needed,
      dependsOn: [...(operator ? [operator] : []), ...(store ? [store] : [])],
    },
    context,
  );
  return { resources, version: pulumi.output(config.version) };
}
