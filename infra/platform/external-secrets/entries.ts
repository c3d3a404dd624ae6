import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { after } from "../after.ts";
import type { PlatformContext } from "../context.ts";
import { UNTIL_READY } from "../wait.ts";

/** How soon a new value in the vault is in the cluster at the latest. Pods see it when they start anew. */
const REFRESH = "15m";

/** A Kubernetes Secret to be, and what of its entry in the vault goes into it: all keys, or those that are named. */
export interface Entry {
  readonly secret: string;
  readonly keys?: readonly string[];
}

interface EntriesArgs {
  /** Name of a ClusterSecretStore. */
  readonly store: string;
  /** An entry is called `<prefix>-<name of the Secret>`. */
  readonly prefix: string;
  /** A new one has values read again at once. */
  readonly version: string;
  /** Whether a missing entry holds up the run. */
  readonly wait: boolean;
  readonly dependsOn: pulumi.Resource[];
}

/** Name of the vault's entry for a Secret. */
export const entryName = (prefix: string, secret: string) => `${prefix}-${secret}`;

/** Has Secrets made from a vault, one from each entry, which is a JSON object of its keys. */
export function secretsFromVault(
  entries: readonly Entry[],
  { store, prefix, version, wait, dependsOn }: EntriesArgs,
  { namespace, labels, opts }: PlatformContext,
): k8s.apiextensions.CustomResource[] {
  return entries.map(({ secret, keys }) => {
    const key = entryName(prefix, secret);
    return new k8s.apiextensions.CustomResource(
      `${secret}-from-vault`,
      {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: {
          name: secret,
          namespace,
          labels,
          annotations: { "punctual/secrets-version": version, ...(wait && UNTIL_READY) },
        },
        spec: {
          refreshInterval: REFRESH,
          secretStoreRef: { kind: "ClusterSecretStore", name: store },
          target: { name: secret, creationPolicy: "Owner", template: { metadata: { labels } } },
          ...(keys
            ? { data: keys.map((property) => ({ secretKey: property, remoteRef: { key, property } })) }
            : { dataFrom: [{ extract: { key } }] }),
        },
      },
      { ...after(opts, dependsOn), customTimeouts: { create: "5m", update: "5m" } },
    );
  });
}
