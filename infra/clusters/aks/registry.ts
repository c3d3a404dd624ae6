import { Registry } from "@pulumi/azure-native/containerregistry/index.js";
import { type Azure, guarded, keep } from "./azure.ts";

/**
 * A registry that is pushed to and pulled from by Entra identities alone. Its name is unique in all of Azure: Pulumi adds
 * eight digits to ours.
 */
export function createRegistry(azure: Azure): Registry {
  const { config, resourceGroupName, tags } = azure;
  const registry = new Registry(
    config.name.replaceAll("-", ""),
    {
      resourceGroupName,
      location: config.location,
      tags,
      sku: { name: config.registrySku },
      adminUserEnabled: false,
      anonymousPullEnabled: false,
    },
    guarded(azure),
  );
  keep("registry", registry, azure);
  return registry;
}
