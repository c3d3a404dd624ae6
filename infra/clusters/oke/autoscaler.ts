import { Addon, type Cluster, type NodePool } from "@pulumi/oci/containerengine/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope.ts";
import { grant } from "./workload.ts";

/** Whom the add-on runs as (docs: Working with the Cluster Autoscaler as a Cluster Add-on). */
const AUTOSCALER = { namespace: "kube-system", serviceAccount: "cluster-autoscaler" };

/** Adds nodes where pods wait for room, and takes away idle ones, within the pool's bounds. */
export function createAutoscaler(cluster: Cluster, pool: NodePool, scope: Scope): Addon {
  const { min, max } = scope.config.nodes;
  const permission = grant(
    "autoscaler",
    AUTOSCALER,
    {
      verbs: [
        "manage cluster-node-pools",
        "manage instance-family",
        "use subnets",
        "read virtual-network-family",
        "use vnics",
        "inspect compartments",
      ],
    },
    cluster,
    scope,
  );
  return new Addon(
    "autoscaler",
    {
      clusterId: cluster.id,
      addonName: "ClusterAutoscaler",
      removeAddonResourcesOnDelete: true,
      configurations: [
        { key: "authType", value: "workload" },
        { key: "nodes", value: pulumi.interpolate`${min}:${max}:${pool.id}` },
        { key: "numOfReplicas", value: "1" },
        // daprd and our read-only pods all have an emptyDir: otherwise no node would ever be let go.
        { key: "skipNodesWithLocalStorage", value: "false" },
      ],
    },
    { ...scope.opts, dependsOn: [pool, permission] },
  );
}
