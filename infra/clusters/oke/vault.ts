import type { Cluster } from "@pulumi/oci/containerengine/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Vault } from "../cluster.ts";
import type { Keys } from "./keys.ts";
import type { Scope } from "./scope.ts";
import { grant } from "./workload.ts";

/** The vault as External Secrets reads it (external-secrets.io: Oracle Vault), by the reader's workload identity. */
export function secretsVault(cluster: Cluster, { vault }: Keys, scope: Scope): Vault {
  return {
    provider: {
      oracle: { vault: vault.id, region: scope.config.region, principalType: "Workload" },
    },
    reader: (namespace, serviceAccount) => {
      grant(
        "secrets-reader",
        { namespace, serviceAccount },
        {
          // The second lets External Secrets see that the store is in order.
          verbs: ["read secret-bundles", "read vaults"],
          conditions: [pulumi.interpolate`target.vault.id = '${vault.id}'`],
        },
        cluster,
        scope,
      );
      // IAM knows the ServiceAccount by its name: nothing is written on it.
      return { serviceAccountAnnotations: {}, podLabels: {} };
    },
  };
}
