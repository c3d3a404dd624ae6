import {
  listManagedClusterUserCredentialsOutput,
  type ManagedCluster,
} from "@pulumi/azure-native/containerservice/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { AksConfig } from "../config/clusters/aks.ts";
import { admitAdmins } from "./aks/admins.ts";
import { type Azure, createHome } from "./aks/azure.ts";
import { createIdentities } from "./aks/identities.ts";
import { forKubelogin, throughTunnel } from "./aks/kubelogin.ts";
import { annotations, loadBalancers } from "./aks/load-balancers.ts";
import { createMaintenanceWindows, createManagedCluster } from "./aks/managed-cluster.ts";
import { createNetwork } from "./aks/network.ts";
import { createUserPool } from "./aks/pools.ts";
import { createRegistry } from "./aks/registry.ts";
import { createVault, vaultAccess } from "./aks/vault.ts";
import type { Capabilities, Cluster } from "./cluster.ts";
import { clusterProvider } from "./provider.ts";

/** What a cluster in Azure can do, whoever made it. */
export const aksCapabilities: Capabilities = {
  severalNodes: true,
  loadBalancer: annotations,
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

  const { name, location, subscriptionId, privateApi } = config;
  const kubeconfig = credentials(cluster, azure);
  return {
    name: cluster.name,
    kubeconfig,
    provider: clusterProvider(
      { kubeconfig, identifier: `aks/${subscriptionId}/${location}/${name}` },
      // Nothing is scheduled before there are nodes, nor asked for before one may.
      { dependsOn: [pool, ...admins, ...windows] },
    ),
    capabilities: {
      ...aksCapabilities,
      loadBalancer: loadBalancers(identities, azure),
      vault: vaultAccess(vault, cluster, azure),
    },
    registry: registry.loginServer,
    kubeconfigCommand: pulumi.interpolate`az aks get-credentials --subscription ${subscriptionId} --resource-group ${azure.resourceGroupName} --name ${cluster.name}${privateApi ? " --public-fqdn" : ""} && kubelogin convert-kubeconfig -l azurecli`,
  };
}

/** The kubeconfig that Azure hands out, for the way of signing in that the configuration names. */
function credentials(cluster: ManagedCluster, { config, resourceGroupName, opts }: Azure) {
  const { kubeconfigs } = listManagedClusterUserCredentialsOutput(
    {
      resourceGroupName,
      resourceName: cluster.name,
      format: "exec",
      ...(config.privateApi && { serverFqdn: "public" }),
    },
    opts,
  );
  return pulumi.secret(
    kubeconfigs.apply(([first]) => {
      const given = Buffer.from(first?.value ?? "", "base64").toString();
      return throughTunnel(forKubelogin(given, config.kubeloginMode), config.tunnel);
    }),
  );
}
