import type { AksConfig } from "../../config/clusters/aks.ts";
import { type Command, type Run, type Step, told } from "../step.ts";
import { fingerprint, type StateHome } from "./home.ts";

const GROUP = "punctual-state";
const CONTAINER = "state";

/**
 * A blob container that knows older versions and nobody reads without signing in to Entra, and a key in Key Vault. One of
 * each for a subscription; a key for each stack.
 */
export function azureState(
  { subscriptionId, location }: Pick<AksConfig, "subscriptionId" | "location">,
  stack: string,
): StateHome {
  // Storage accounts and vaults share one namespace with all of Azure; 24 characters at most.
  const name = `punctual${fingerprint(subscriptionId)}`;
  const inGroup = ["--resource-group", GROUP];
  const az = (...args: string[]): Command => ({
    tool: "az",
    args: [...args, "--subscription", subscriptionId, "--output", "tsv"],
  });
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${GROUP}`;
  const account = `${group}/providers/Microsoft.Storage/storageAccounts/${name}`;
  const vault = `${group}/providers/Microsoft.KeyVault/vaults/${name}`;
  const allow = (role: string, scope: string, what: string): Run => ({
    kind: "run",
    purpose: `your right to ${what}`,
    command: az(
      ...["role", "assignment", "create", "--role", role, "--scope", scope],
      ...["--assignee-object-id", told("me"), "--assignee-principal-type", "User"],
    ),
    unless: {
      ...az(
        ...["role", "assignment", "list", "--role", role, "--scope", scope],
        ...["--assignee", told("me"), "--query", "length(@)"],
      ),
      says: "1",
    },
  });

  const steps: Step[] = [
    {
      kind: "ask",
      purpose: "who you are",
      of: { tool: "az", args: ["ad", "signed-in-user", "show", "--query", "id", "--output", "tsv"] },
      as: "me",
    },
    {
      kind: "run",
      purpose: `a resource group for state alone: ${GROUP}`,
      command: az("group", "create", "--name", GROUP, "--location", location),
      unless: az("group", "show", "--name", GROUP),
    },
    {
      kind: "run",
      purpose: `a storage account without keys or public access: ${name}`,
      command: az(
        ...["storage", "account", "create", "--name", name, ...inGroup, "--location", location],
        ...[
          "--kind",
          "StorageV2",
          "--sku",
          "Standard_ZRS",
          "--min-tls-version",
          "TLS1_2",
          "--https-only",
          "true",
        ],
        ...["--allow-blob-public-access", "false", "--allow-shared-key-access", "false"],
      ),
      unless: az("storage", "account", "show", "--name", name, ...inGroup),
    },
    {
      kind: "run",
      purpose: "older versions of every blob, and 30 days to bring back deleted ones",
      command: az(
        ...["storage", "account", "blob-service-properties", "update", "--account-name", name, ...inGroup],
        ...[
          "--enable-versioning",
          "true",
          "--enable-delete-retention",
          "true",
          "--delete-retention-days",
          "30",
        ],
        ...["--enable-container-delete-retention", "true", "--container-delete-retention-days", "30"],
      ),
      unless: {
        ...az(
          ...["storage", "account", "blob-service-properties", "show", "--account-name", name, ...inGroup],
          ...["--query", "isVersioningEnabled && deleteRetentionPolicy.enabled"],
        ),
        says: "true",
      },
    },
    {
      kind: "run",
      purpose: `a container in it: ${CONTAINER}`,
      command: az(
        ...["storage", "container-rm", "create", "--storage-account", name, ...inGroup],
        ...["--name", CONTAINER, "--public-access", "off"],
      ),
      unless: az(
        ...["storage", "container-rm", "show", "--storage-account", name, ...inGroup, "--name", CONTAINER],
      ),
    },
    allow("Storage Blob Data Contributor", account, "read and write it"),
    {
      kind: "run",
      purpose: `a key vault that can't be purged: ${name}`,
      command: az(
        ...["keyvault", "create", "--name", name, ...inGroup, "--location", location],
        ...[
          "--enable-rbac-authorization",
          "true",
          "--enable-purge-protection",
          "true",
          "--retention-days",
          "90",
        ],
      ),
      unless: az("keyvault", "show", "--name", name, ...inGroup),
    },
    allow("Key Vault Crypto Officer", vault, "make keys in it and use them"),
    {
      kind: "run",
      purpose: `a key for the stack's secrets: ${stack}`,
      command: az(
        ...["keyvault", "key", "create", "--vault-name", name, "--name", stack],
        ...["--kty", "RSA", "--size", "3072", "--ops", "encrypt", "decrypt", "wrapKey", "unwrapKey"],
      ),
      unless: az("keyvault", "key", "show", "--vault-name", name, "--name", stack),
      // A right just given is known everywhere within minutes.
      patienceS: 300,
    },
  ];
  return {
    backend: `azblob://${CONTAINER}?storage_account=${name}`,
    secretsProvider: `azurekeyvault://${name}.vault.azure.net/keys/${stack}`,
    variables: {},
    steps,
  };
}
