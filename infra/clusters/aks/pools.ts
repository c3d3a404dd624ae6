import { AgentPool, type ManagedCluster } from "@pulumi/azure-native/containerservice/index.js";
import type { AksConfig } from "../../config/clusters/aks.ts";
import type { Azure } from "./azure.ts";
import type { Network } from "./network.ts";

/** Enough for the system's and our images; AKS's default of 128 GB costs twice as much. */
const OS_DISK_GB = 64;

/** What the nodes of every pool are like. */
export function nodeProfile(
  config: AksConfig,
  { size, min, max }: AksConfig["nodes"],
  { nodeSubnet }: Network,
  tags: Readonly<Record<string, string>>,
) {
  return {
    vmSize: size,
    enableAutoScaling: true,
    count: min,
    minCount: min,
    maxCount: max,
    ...(config.zones.length > 0 && { availabilityZones: [...config.zones] }),
    ...(config.kubernetesVersion !== undefined && { orchestratorVersion: config.kubernetesVersion }),
    type: "VirtualMachineScaleSets",
    osType: "Linux",
    osSKU: "AzureLinux",
    osDiskSizeGB: OS_DISK_GB,
    vnetSubnetID: nodeSubnet.id,
    enableNodePublicIP: false,
    enableEncryptionAtHost: config.encryptionAtHost,
    securityProfile: { enableSecureBoot: true, enableVTPM: true, sshAccess: "Disabled" },
    upgradeSettings: { maxSurge: "33%" },
    tags: { ...tags },
  };
}

/** The nodes of our own pods. A change of machine type makes a new pool, moves the pods there and removes the old one. */
export function createUserPool(cluster: ManagedCluster, network: Network, azure: Azure): AgentPool {
  const { config, resourceGroupName, tags, opts } = azure;
  return new AgentPool(
    // Pulumi adds eight digits, and AKS takes no more than twelve characters.
    "apps",
    {
      resourceGroupName,
      resourceName: cluster.name,
      mode: "User",
      ...nodeProfile(config, config.nodes, network, tags),
    },
    // The autoscaler counts from here on.
    { ...opts, ignoreChanges: ["count"], replaceOnChanges: ["availabilityZones", "enableEncryptionAtHost"] },
  );
}
