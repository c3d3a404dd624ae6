import type * as pulumi from "@pulumi/pulumi";
import type { AksConfig } from "../../config/clusters.ts";

/** What every resource in Azure is declared with. */
export interface Azure {
  readonly config: AksConfig;
  readonly resourceGroupName: pulumi.Output<string>;
  /** On everything that takes tags, for costs. */
  readonly tags: Readonly<Record<string, string>>;
  /** Parent and provider: nothing uses a default provider. */
  readonly opts: pulumi.CustomResourceOptions;
}

/** Options of what must not be lost: Pulumi refuses to delete or replace it while `deletionProtection` is on. */
export function guarded({ config, opts }: Azure): pulumi.CustomResourceOptions {
  return { ...opts, protect: config.deletionProtection };
}
