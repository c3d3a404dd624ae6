import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Vault } from "../../clusters/cluster.ts";
import { after } from "../after.ts";
import type { PlatformContext } from "../context.ts";
import { UNTIL_READY } from "../wait.ts";

/** Name of the store that this stack makes. */
export const STORE = "punctual";

/** The cloud's vault, for the services' namespace alone. */
export function clusterStore(
  vault: Vault,
  operator: pulumi.Resource,
  { namespace, labels, opts }: PlatformContext,
): k8s.apiextensions.CustomResource {
  return new k8s.apiextensions.CustomResource(
    "secret-store",
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ClusterSecretStore",
      metadata: { name: STORE, labels, annotations: UNTIL_READY },
      spec: { provider: vault.provider, conditions: [{ namespaces: [namespace] }] },
    },
    after(opts, [operator]),
  );
}
