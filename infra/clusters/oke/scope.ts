import { getRegionSubscriptionsOutput } from "@pulumi/oci/identity/index.js";
import { Provider } from "@pulumi/oci/provider.js";
import * as pulumi from "@pulumi/pulumi";
import type { OkeConfig } from "../../config/clusters/oke.ts";

/** What every resource of Oracle Cloud is declared with. */
export interface Scope {
  readonly config: OkeConfig;
  /** Free-form tags, for costs. */
  readonly tags: Readonly<Record<string, string>>;
  /** Parent and provider, in the cluster's region. */
  readonly opts: pulumi.CustomResourceOptions & pulumi.InvokeOptions;
  /** The same in the tenancy's home region, the only one that takes changes of IAM (docs: Managing Regions). */
  readonly home: pulumi.CustomResourceOptions;
  /** For what must not be lost by mistake. */
  readonly guarded: pulumi.CustomResourceOptions;
}

/** Explicit providers from the stack's configuration. */
export function createScope(config: OkeConfig, tags: Readonly<Record<string, string>>): Scope {
  const parent = new pulumi.ComponentResource("punctual:clusters:Oke", config.name, {}, {});
  const { as, profile } = config.signIn;
  const account = { auth: as, ...(as !== "InstancePrincipal" && { configFileProfile: profile }) };
  const provider = new Provider("oracle", { ...account, region: config.region }, { parent });
  const homeRegion = getRegionSubscriptionsOutput({ tenancyId: config.tenancyId }, { provider }).apply(
    ({ regionSubscriptions }) => {
      const home = regionSubscriptions.find(({ isHomeRegion }) => isHomeRegion);
      if (!home) throw new Error(`Tenancy ${config.tenancyId} tells of no home region.`);
      return home.regionName;
    },
  );
  const homeProvider = new Provider("oracle-home", { ...account, region: homeRegion }, { parent });
  const opts = { parent, provider };
  return {
    config,
    tags,
    opts,
    home: { parent, provider: homeProvider },
    guarded: { ...opts, protect: config.deletionProtection },
  };
}
