import type { ManagedCluster } from "@pulumi/azure-native/containerservice/index.js";
import { Vault as KeyVault } from "@pulumi/azure-native/keyvault/index.js";
import { FederatedIdentityCredential } from "@pulumi/azure-native/managedidentity/index.js";
import type { Vault } from "../cluster.ts";
import { type Azure, guarded } from "./azure.ts";
import { identity } from "./identities.ts";
import type { Network } from "./network.ts";
import { assign } from "./roles.ts";

/** The audience of tokens that Entra takes from Kubernetes (workload identity federation, Microsoft Learn). */
const AUDIENCE = "api://AzureADTokenExchange";

/**
 * A Key Vault that the cluster's network alone may reach, and whose secrets survive a mistake by 90 days. Its name is
 * unique in all of Azure and stays taken for as long: Pulumi adds eight digits to ours.
 */
export function createVault({ nodeSubnet }: Network, azure: Azure): KeyVault {
  const { config, resourceGroupName, tags } = azure;
  return new KeyVault(
    config.name,
    {
      resourceGroupName,
      location: config.location,
      tags,
      properties: {
        tenantId: config.tenantId,
        sku: { family: "A", name: "standard" },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enablePurgeProtection: true,
        networkAcls: {
          bypass: "None",
          defaultAction: "Deny",
          virtualNetworkRules: [{ id: nodeSubnet.id }],
          ipRules: config.vaultCidrs.map((range) => ({ value: asIpRule(range) })),
        },
      },
    },
    guarded(azure),
  );
}

/** Key Vault refuses /32 (Key Vault network security, Microsoft Learn): one address stands alone. */
function asIpRule(range: string): string {
  return range.replace(/\/32$/, "");
}

/** What reads the vault: the operator's own identity, for a token of its ServiceAccount. */
export function vaultAccess(vault: KeyVault, cluster: ManagedCluster, azure: Azure): Vault {
  const { config, resourceGroupName, opts } = azure;
  return {
    provider: {
      azurekv: {
        authType: "WorkloadIdentity",
        vaultUrl: vault.properties.apply(({ vaultUri }) => vaultUri ?? ""),
        tenantId: config.tenantId,
      },
    },
    reader: (namespace, serviceAccount) => {
      const reader = identity("vault-reader", azure);
      new FederatedIdentityCredential(
        "vault-reader",
        {
          resourceGroupName,
          resourceName: reader.name,
          federatedIdentityCredentialResourceName: `${namespace}-${serviceAccount}`,
          issuer: cluster.oidcIssuerProfile.apply((profile) => profile?.issuerURL ?? ""),
          subject: `system:serviceaccount:${namespace}:${serviceAccount}`,
          audiences: [AUDIENCE],
        },
        opts,
      );
      assign(
        "vault-reader",
        { role: "vaultSecretsUser", to: reader.principalId, type: "ServicePrincipal", scope: vault.id },
        azure,
      );
      return {
        serviceAccountAnnotations: {
          "azure.workload.identity/client-id": reader.clientId,
          "azure.workload.identity/tenant-id": config.tenantId,
        },
        podLabels: { "azure.workload.identity/use": "true" },
      };
    },
  };
}
