import * as pulumi from "@pulumi/pulumi";

/**
 * Redpanda's own Terraform provider, run by Pulumi's plugin for any such provider: the package that Pulumi's registry
 * lists as `redpanda`. Pinned: an upgrade is a change of these lines. The npm package @pulumiverse/redpanda stands still
 * since 2025 and doesn't tell a serverless cluster's brokers.
 */
const PLUGIN = { name: "terraform-provider", version: "1.1.0" };
const PACKAGE = { name: "redpanda", version: "2.1.0" };
const SOURCE = { url: "registry.opentofu.org/redpanda-data/redpanda", version: PACKAGE.version };

/** What the engine knows the package by. */
export function redpandaPackage(): Promise<string> {
  return pulumi.runtime.registerPackage({
    baseProviderName: PLUGIN.name,
    baseProviderVersion: PLUGIN.version,
    baseProviderDownloadUrl: "",
    packageName: PACKAGE.name,
    packageVersion: PACKAGE.version,
    base64Parameter: Buffer.from(JSON.stringify({ remote: SOURCE })).toString("base64"),
  });
}
