import { PublicIPAddress } from "@pulumi/azure-native/network/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Capabilities, Exposure } from "../cluster.ts";
import { once } from "../once.ts";
import { type Azure, groupId, guarded, keep } from "./azure.ts";
import type { Identities } from "./identities.ts";
import { assign } from "./roles.ts";

const PREFIX = "service.beta.kubernetes.io/azure";

/** What any of AKS's clusters takes (cloud-provider-azure, "LoadBalancer"). */
export function annotations(exposure: Exposure): Record<string, string> {
  return exposure === "internal" ? { [`${PREFIX}-load-balancer-internal`]: "true" } : {};
}

/**
 * Load balancers; public ones at an address that is made when it is first asked for and outlives them, as a DNS record
 * names it.
 */
export function loadBalancers({ controlPlane }: Identities, azure: Azure): Capabilities["loadBalancer"] {
  return once((exposure: Exposure) =>
    exposure === "internal" ? annotations(exposure) : atReservedAddress(controlPlane.principalId, azure),
  );
}

function atReservedAddress(controlPlane: pulumi.Input<string>, azure: Azure) {
  const { config, resourceGroupName, tags } = azure;
  const address = new PublicIPAddress(
    "ingress",
    {
      resourceGroupName,
      location: config.location,
      tags,
      publicIpAddressName: `${config.name}-ingress`,
      sku: { name: "Standard" },
      publicIPAllocationMethod: "Static",
      ...(config.zones.length > 0 && { zones: [...config.zones] }),
    },
    guarded(azure),
  );
  keep("ingress", address, azure);
  const right = assign(
    "control-plane-ingress",
    // AKS looks for the address among all of the group.
    { role: "networkContributor", to: controlPlane, type: "ServicePrincipal", scope: groupId(azure) },
    azure,
  );
  return {
    // Known once AKS may use it.
    [`${PREFIX}-pip-name`]: pulumi.all([address.name, right.id]).apply(([name]) => name),
    [`${PREFIX}-load-balancer-resource-group`]: resourceGroupName,
  };
}
