import { Service } from "@pulumi/gcp/projects/index.js";
import { Provider } from "@pulumi/gcp/provider.js";
import * as pulumi from "@pulumi/pulumi";
import type { GkeConfig } from "../../config/clusters/gke.ts";

/** What every resource in Google Cloud is declared with. */
export interface Google {
  readonly config: GkeConfig;
  /** On everything that takes labels, for costs. */
  readonly labels: Readonly<Record<string, string>>;
  /** APIs to be enabled before anything is asked of them. */
  readonly services: readonly pulumi.Resource[];
  /** Parent and provider: nothing uses a default provider. */
  readonly opts: pulumi.CustomResourceOptions;
}

const SERVICES = ["artifactregistry", "cloudresourcemanager", "compute", "container", "iam", "secretmanager"];

/** The provider that everything is made by, and the project's APIs. */
export function createHome(config: GkeConfig, labels: Readonly<Record<string, string>>): Google {
  const parent = new pulumi.ComponentResource("punctual:clusters:Gke", config.name);
  const provider = new Provider(
    "google",
    { project: config.project, region: config.region, addPulumiAttributionLabel: false },
    { parent },
  );
  const opts = { parent, provider };
  const services = [...SERVICES, ...(config.secretsEncryption ? ["cloudkms"] : [])].map(
    (service) =>
      new Service(
        service,
        {
          project: config.project,
          service: `${service}.googleapis.com`,
          // Others may use it by now; and what is off can't be asked to delete its leftovers.
          disableOnDestroy: false,
        },
        opts,
      ),
  );
  return { config, labels: asLabels(labels), services, opts };
}

/** Values that Google takes: lower-case letters, digits, dashes and underscores, at most 63. */
function asLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).map(([key, value]) => [
      key,
      value
        .toLowerCase()
        .replaceAll(/[^a-z0-9_-]/g, "-")
        .slice(0, 63),
    ]),
  );
}

/** Options of what is asked of a project's APIs, after these and the given resources are there. */
export function after({ services, opts }: Google, ...resources: pulumi.Resource[]) {
  return { ...opts, dependsOn: [...services, ...resources] };
}

/** The same for what must not be lost: Pulumi refuses to delete or replace it while `deletionProtection` is on. */
export function guarded(google: Google, ...resources: pulumi.Resource[]) {
  return { ...after(google, ...resources), protect: google.config.deletionProtection };
}
