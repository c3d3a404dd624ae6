import { ManagementLockByScope } from "@pulumi/azure-native/authorization/index.js";
import { Provider } from "@pulumi/azure-native/provider.js";
import { ResourceGroup } from "@pulumi/azure-native/resources/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { AksConfig } from "../../config/clusters/aks.ts";

/** What every resource in Azure is declared with. */
export interface Azure {
  readonly config: AksConfig;
  readonly resourceGroupName: pulumi.Output<string>;
  /** On everything that takes tags, for costs. */
  readonly tags: Readonly<Record<string, string>>;
  /** Parent and provider: nothing uses a default provider. */
  readonly opts: pulumi.CustomResourceOptions;
}

/** The resource group that everything is in, and the provider that everything is made by. */
export function createHome(config: AksConfig, tags: Readonly<Record<string, string>>): Azure {
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

/** The resource group's id, as the scope of rights. */
export function groupId({ config, resourceGroupName }: Azure): pulumi.Output<string> {
  return pulumi.interpolate`/subscriptions/${config.subscriptionId}/resourceGroups/${resourceGroupName}`;
}

/** Options of what must not be lost: Pulumi refuses to delete or replace it while `deletionProtection` is on. */
export function guarded({ config, opts }: Azure): pulumi.CustomResourceOptions {
  return { ...opts, protect: config.deletionProtection };
}

/**
 * Keeps what can't be made again from being deleted outside of Pulumi too, and with it the resource group. Not for the
 * cluster: its lock would hold for its node pools, so that none could be replaced. Nor for the vault, whose rights it
 * would keep from being taken away: a deleted vault comes back within 90 days.
 */
export function keep(name: string, { id }: pulumi.CustomResource, { config, opts }: Azure): void {
  if (!config.deletionProtection) return;
  new ManagementLockByScope(
    `keep-${name}`,
    {
      scope: id,
      lockName: "keep",
      level: "CanNotDelete",
      notes: "Set punctual:cluster.deletionProtection to false and run pulumi up before it is destroyed.",
    },
    opts,
  );
}
