import { MaintenanceConfiguration, ManagedCluster } from "@pulumi/azure-native/containerservice/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { AksConfig } from "../../config/clusters/aks.ts";
import { hostOf } from "../../config/ranges.ts";
import { type Azure, guarded } from "./azure.ts";
import type { Identities } from "./identities.ts";
import type { Network } from "./network.ts";
import { nodeProfile } from "./pools.ts";

/** AKS's control plane, with the pool of nodes that its own pods run on. */
export function createManagedCluster(
  network: Network,
  { controlPlane, kubelet, rights }: Identities,
  azure: Azure,
): ManagedCluster {
  const { config, resourceGroupName, tags } = azure;
  return new ManagedCluster(
    "cluster",
    {
      resourceGroupName,
      resourceName: config.name,
      location: config.location,
      tags,
      nodeResourceGroup: `${config.name}-nodes`,
      // Nobody changes behind AKS's back what it keeps there.
      nodeResourceGroupProfile: { restrictionLevel: "ReadOnly" },
      dnsPrefix: config.name,
      sku: { name: "Base", tier: config.tier },
      ...(config.kubernetesVersion !== undefined && { kubernetesVersion: config.kubernetesVersion }),
      identity: { type: "UserAssigned", userAssignedIdentities: [controlPlane.id] },
      identityProfile: {
        kubeletidentity: {
          resourceId: kubelet.id,
          clientId: kubelet.clientId,
          objectId: kubelet.principalId,
        },
      },
      ...access(config, network),
      ...identity(config),
      ...upgrades(),
      networkProfile: networkProfile(config),
      agentPoolProfiles: [
        {
          name: "system",
          mode: "System",
          nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"],
          ...nodeProfile(config, config.systemNodes, network, tags),
        },
      ],
      autoScalerProfile: {
        expander: "least-waste",
        // Every pod with a sidecar has an emptyDir: otherwise no node would ever be given back.
        skipNodesWithLocalStorage: "false",
      },
      storageProfile: {
        diskCSIDriver: { enabled: true },
        snapshotController: { enabled: true },
        fileCSIDriver: { enabled: false },
        blobCSIDriver: { enabled: false },
      },
    },
    {
      ...guarded(azure),
      dependsOn: [...rights],
      // The autoscaler counts from here on.
      ignoreChanges: ["agentPoolProfiles[0].count"],
    },
  );
}

/** Who reaches the API server. */
function access({ privateApi, authorizedCidrs }: AksConfig, { egressAddress }: Network) {
  if (privateApi) {
    return {
      apiServerAccessProfile: {
        enablePrivateCluster: true,
        // A public name of a private address: a peered network or a VPN needs no DNS zone to find it.
        privateDNSZone: "none",
        enablePrivateClusterPublicFQDN: true,
      },
    };
  }
  return {
    apiServerAccessProfile: {
      enablePrivateCluster: false,
      // Nodes and pods come by the NAT gateway.
      authorizedIPRanges: [...authorizedCidrs, pulumi.interpolate`${egressAddress}/32`],
    },
  };
}

/** Who people and pods are. */
function identity({ tenantId, adminGroupObjectIds }: AksConfig) {
  return {
    enableRBAC: true,
    disableLocalAccounts: true,
    aadProfile: {
      managed: true,
      enableAzureRBAC: true,
      tenantID: tenantId,
      adminGroupObjectIDs: [...adminGroupObjectIds],
    },
    oidcIssuerProfile: { enabled: true },
    securityProfile: {
      workloadIdentity: { enabled: true },
      imageCleaner: { enabled: true, intervalHours: 168 },
    },
  };
}

/** Patches of Kubernetes and of the nodes' Linux come by themselves; a new minor version is a change of ours. */
function upgrades() {
  return { autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "SecurityPatch" } };
}

function networkProfile({ network }: AksConfig) {
  return {
    networkPlugin: "azure",
    networkPluginMode: "overlay",
    networkDataplane: "cilium",
    networkPolicy: "cilium",
    podCidr: network.pods,
    serviceCidr: network.services,
    dnsServiceIP: hostOf(network.services, 10),
    outboundType: "userAssignedNATGateway",
    loadBalancerSku: "standard",
  };
}

/** When AKS may upgrade: both names are AKS's own. */
export function createMaintenanceWindows(cluster: ManagedCluster, azure: Azure): MaintenanceConfiguration[] {
  const { day, start, hours } = azure.config.maintenance;
  return ["aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"].map(
    (configName) =>
      new MaintenanceConfiguration(
        configName,
        {
          resourceGroupName: azure.resourceGroupName,
          resourceName: cluster.name,
          configName,
          maintenanceWindow: {
            schedule: { weekly: { intervalWeeks: 1, dayOfWeek: day } },
            startTime: start,
            durationHours: hours,
            utcOffset: "+00:00",
          },
        },
        azure.opts,
      ),
  );
}
