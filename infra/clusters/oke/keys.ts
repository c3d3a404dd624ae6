import { Policy } from "@pulumi/oci/identity/index.js";
import { Key, Vault } from "@pulumi/oci/kms/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope.ts";

/** The vault, and the key that etcd's Secrets are encrypted with. */
export interface Keys {
  readonly vault: Vault;
  readonly key: Key;
  /** Lets clusters of the compartment use the key: must be there before the cluster is. */
  readonly permission: Policy;
}

/** A virtual vault with one software-protected key: neither costs anything (docs: Vault, pricing). */
export function createKeys({ config, tags, guarded, home }: Scope): Keys {
  const common = { compartmentId: config.compartmentId, freeformTags: tags };
  const vault = new Vault("vault", { ...common, displayName: config.name, vaultType: "DEFAULT" }, guarded);
  const key = new Key(
    "secrets",
    {
      ...common,
      displayName: `${config.name}-secrets`,
      managementEndpoint: vault.managementEndpoint,
      // 32 bytes.
      keyShape: { algorithm: "AES", length: 32 },
      protectionMode: "SOFTWARE",
    },
    guarded,
  );
  const permission = new Policy(
    "secrets-key",
    {
      ...common,
      name: `${config.name}-secrets-key`,
      description: `Lets the cluster ${config.name} encrypt its Secrets`,
      statements: [
        pulumi.interpolate`Allow any-user to use keys in compartment id ${config.compartmentId} where ALL {request.principal.type = 'cluster', target.key.id = '${key.id}'}`,
      ],
    },
    home,
  );
  return { vault, key, permission };
}
