import { NatGateway, PublicIPAddress, Subnet, VirtualNetwork } from "@pulumi/azure-native/network/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { type Azure, guarded, keep } from "./azure.ts";

/** Where the nodes are. */
export interface Network {
  readonly nodeSubnet: Subnet;
  /** The one address that all of the cluster's requests to the internet come from. */
  readonly egressAddress: pulumi.Output<string>;
}

/**
 * A network whose nodes have no address on the internet and leave it through a NAT gateway. It has no security group of
 * its own: AKS keeps one on the nodes' network cards and opens in it just what Services of type LoadBalancer ask for.
 */
export function createNetwork(azure: Azure): Network {
  const { config, resourceGroupName, tags, opts } = azure;
  const { name, location } = config;
  const place = { resourceGroupName, location, tags };

  const egress = new PublicIPAddress(
    "egress",
    {
      ...place,
      publicIpAddressName: `${name}-egress`,
      sku: { name: "Standard" },
      publicIPAllocationMethod: "Static",
      ...(config.zones.length > 0 && { zones: [...config.zones] }),
    },
    // Kafka's and PostgreSQL's allow-lists name this address: a lost one never comes back.
    guarded(azure),
  );
  keep("egress", egress, azure);
  const nat = new NatGateway(
    "nat",
    {
      ...place,
      natGatewayName: `${name}-nat`,
      sku: { name: "Standard" },
      publicIpAddresses: [{ id: egress.id }],
      idleTimeoutInMinutes: 10,
    },
    opts,
  );
  const vnet = new VirtualNetwork(
    "vnet",
    { ...place, virtualNetworkName: name, addressSpace: { addressPrefixes: [config.network.vnet] } },
    // Subnets are resources of their own: one that someone adds for a runner or a VPN is theirs.
    { ...guarded(azure), ignoreChanges: ["subnets"] },
  );
  const nodeSubnet = new Subnet(
    "nodes",
    {
      resourceGroupName,
      virtualNetworkName: vnet.name,
      subnetName: "nodes",
      addressPrefix: config.network.nodes,
      natGateway: { id: nat.id },
      defaultOutboundAccess: false,
      serviceEndpoints: [{ service: "Microsoft.KeyVault" }],
    },
    opts,
  );
  return { nodeSubnet, egressAddress: egress.ipAddress.apply((address) => address ?? "") };
}
