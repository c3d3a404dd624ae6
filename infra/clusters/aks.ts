import { ManagementLockByScope } from "@pulumi/azure-native/authorization/index.js";
import { listManagedClusterUserCredentialsOutput } from "@pulumi/azure-native/containerservice/index.js";
import { Provider } from "@pulumi/azure-native/provider.js";
import { ResourceGroup } from "@pulumi/azure-native/resources/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { AksConfig } from "../config/clusters.ts";
import type { Azure } from "./aks/azure.ts";
import { createIdentities } from "./aks/identities.ts";
import { forKubelogin } from "./aks/kubelogin.ts";
import { createMaintenanceWindows, createManagedCluster } from "./aks/managed-cluster.ts";
import { createNetwork } from "./aks/network.ts";
import { createUserPool } from "./aks/pools.ts";
import { createRegistry } from "./aks/registry.ts";
import { assign } from "./aks/roles.ts";
import { createVault, vaultAccess } from "./aks/vault.ts";
import type { Capabilities, Cluster } from "./cluster.ts";
import { clusterProvider } from "./provider.ts";

/** What a cluster in Azure can do, whoever made it. */
export const aksCapabilities: Capabilities = {
  severalNodes: true,
  loadBalancer: (exposure) =>
    exposure === "internal" ? { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" } : {},
  vault: undefined,
};

/** A cluster in Azure, with its network, registry and vault, in a resource group of its own. */
export function aks(config: AksConfig, labels: Readonly<Record<string, string>>): Cluster {
  const azure = createHome(config, labels);
  const network = createNetwork(azure);
  const registry = createRegistry(azure);
  const identities = createIdentities(network, registry, azure);
  const cluster = createManagedCluster(network, identities, azure);
  const pool = createUserPool(cluster, network, azure);
  const windows = createMaintenanceWindows(cluster, azure);
  const admins = admitAdmins(azure);
  const vault = createVault(network, azure);
  lock({ registry, egress: network.egress }, azure);

  const { name, location, subscriptionId, privateApi } = config;
  const kubeconfig = pulumi.secret(
    listManagedClusterUserCredentialsOutput(
      {
        resourceGroupName: azure.resourceGroupName,
        resourceName: cluster.name,
        format: "exec",
        ...(privateApi && { serverFqdn: "public" }),
      },
      azure.opts,
    ).apply(({ kubeconfigs: [first] }) =>
      forKubelogin(Buffer.from(first?.value ?? "", "base64").toString(), config.kubeloginMode),
    ),
  );
  return {
    name: cluster.name,
    kubeconfig,
    provider: clusterProvider(
      { kubeconfig, identifier: `aks/${subscriptionId}/${location}/${name}` },
      // Nothing is scheduled before there are nodes, nor asked for before one may.
      { dependsOn: [pool, ...admins, ...windows] },
    ),
    capabilities: { ...aksCapabilities, vault: vaultAccess(vault, cluster, azure) },
    registry: registry.loginServer,
    kubeconfigCommand: pulumi.interpolate`az aks get-credentials --subscription ${subscriptionId} --resource-group ${azure.resourceGroupName} --name ${cluster.name}${privateApi ? " --public-fqdn" : ""} && kubelogin convert-kubeconfig -l azurecli`,
  };
}

/** The resource group that everything is in, and the provider that everything is made by. */
function createHome(config: AksConfig, tags: Readonly<Record<string, string>>): Azure {
  const parent = new pulumi.ComponentResource("punctual:clusters:Aks", config.name);
  const provider = new Provider(
    "azure",
    {
      tenantId: config.tenantId,
      subscriptionId: config.subscriptionId,
      location: config.location,
      disablePulumiPartnerId: true,
    },
    { parent },
  );
  const group = new ResourceGroup(
    "group",
    { resourceGroupName: config.name, location: config.location, tags },
    { parent, provider, protect: config.deletionProtection },
  );
  return { config, tags, resourceGroupName: group.name, opts: { parent, provider } };
}

/**
 * What members of the administrators' groups may do with all that is in the resource group: administer the cluster, push
 * images, write secrets. Given on the group, not on each resource, so that a lock never keeps it from being taken away.
 */
function admitAdmins(azure: Azure): pulumi.Resource[] {
  const { config, resourceGroupName } = azure;
  const scope = pulumi.interpolate`/subscriptions/${config.subscriptionId}/resourceGroups/${resourceGroupName}`;
  return config.adminGroupObjectIds.flatMap((to) =>
    (["clusterAdmin", "clusterUser", "acrPush", "vaultSecretsOfficer"] as const).map((role) =>
      assign(`admins-${role}-${to}`, { role, to, type: "Group", scope }, azure),
    ),
  );
}

/**
 * Keeps what can't be made again from being deleted outside of Pulumi too, and with it the resource group. The cluster
 * has no lock: it would hold for its node pools, so that none could be replaced. The vault needs none: it comes back
 * within 90 days.
 */
function lock(kept: Readonly<Record<string, pulumi.CustomResource>>, azure: Azure): void {
  if (!azure.config.deletionProtection) return;
  for (const [name, { id }] of Object.entries(kept)) {
    new ManagementLockByScope(
      `keep-${name}`,
      {
        scope: id,
        lockName: "keep",
        level: "CanNotDelete",
        notes: "Set punctual:cluster.deletionProtection to false and run pulumi up before it is destroyed.",
      },
      azure.opts,
    );
  }
}
