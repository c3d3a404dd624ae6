import type { Registry } from "@pulumi/azure-native/containerregistry/index.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Azure } from "./azure.ts";
import type { Network } from "./network.ts";
import { assign } from "./roles.ts";

/** Who the cluster and its nodes are in Azure. */
export interface Identities {
  readonly controlPlane: UserAssignedIdentity;
  readonly kubelet: UserAssignedIdentity;
  /** What they may do; to be there before the cluster is. */
  readonly rights: readonly pulumi.Resource[];
}

/** Identities of the control plane and of the nodes, each with just the rights it needs. */
export function createIdentities({ nodeSubnet }: Network, registry: Registry, azure: Azure): Identities {
  const controlPlane = identity("control-plane", azure);
  const kubelet = identity("kubelet", azure);
  const rights = [
    assign(
      "control-plane-network",
      {
        role: "networkContributor",
        to: controlPlane.principalId,
        type: "ServicePrincipal",
        scope: nodeSubnet.id,
      },
      azure,
    ),
    assign(
      "control-plane-kubelet",
      {
        role: "managedIdentityOperator",
        to: controlPlane.principalId,
        type: "ServicePrincipal",
        scope: kubelet.id,
      },
      azure,
    ),
    assign(
      "kubelet-pull",
      { role: "acrPull", to: kubelet.principalId, type: "ServicePrincipal", scope: registry.id },
      azure,
    ),
  ];
  return { controlPlane, kubelet, rights };
}

/** An identity that Azure keeps, without a secret. */
export function identity(
  name: string,
  { config, resourceGroupName, tags, opts }: Azure,
): UserAssignedIdentity {
  return new UserAssignedIdentity(
    name,
    { resourceGroupName, location: config.location, tags, resourceName: `${config.name}-${name}` },
    opts,
  );
}
