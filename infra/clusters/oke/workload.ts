import type { Cluster } from "@pulumi/oci/containerengine/index.js";
import { Policy } from "@pulumi/oci/identity/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope.ts";

/** A ServiceAccount of the cluster, as IAM knows it (docs: Granting Workloads Access to OCI Resources). */
export interface Workload {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * Lets a ServiceAccount, and nobody else, do something in the compartment.
 *
 * @param verbs such as `read secret-family`
 * @param conditions further ones, such as `target.vault.id = '…'`
 */
export function grant(
  name: string,
  { namespace, serviceAccount }: Workload,
  { verbs, conditions = [] }: { verbs: readonly string[]; conditions?: readonly pulumi.Input<string>[] },
  cluster: Cluster,
  { config, tags, home }: Scope,
): Policy {
  const who = pulumi
    .all([
      "request.principal.type = 'workload'",
      `request.principal.namespace = '${namespace}'`,
      `request.principal.service_account = '${serviceAccount}'`,
      pulumi.interpolate`request.principal.cluster_id = '${cluster.id}'`,
      ...conditions,
    ])
    .apply((parts) => parts.join(", "));
  return new Policy(
    name,
    {
      compartmentId: config.compartmentId,
      freeformTags: tags,
      name: `${config.name}-${name}`,
      description: `What ${namespace}/${serviceAccount} of the cluster ${config.name} may do`,
      statements: verbs.map(
        (verb) =>
          pulumi.interpolate`Allow any-user to ${verb} in compartment id ${config.compartmentId} where ALL {${who}}`,
      ),
    },
    home,
  );
}
