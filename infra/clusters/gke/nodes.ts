import type { Repository } from "@pulumi/gcp/artifactregistry/index.js";
import { RepositoryIamMember } from "@pulumi/gcp/artifactregistry/index.js";
import { type Cluster, NodePool } from "@pulumi/gcp/container/index.js";
import { IAMMember } from "@pulumi/gcp/projects/index.js";
import { Account } from "@pulumi/gcp/serviceaccount/index.js";
import * as pulumi from "@pulumi/pulumi";
import { after, type Google } from "./google.ts";

/** Enough for the system's and our images; GKE's default is 100 GB. */
const DISK_GB = 50;

/** Who the nodes are in Google Cloud. */
export interface NodeAccount {
  readonly account: Account;
  /** What it may do; to be there before the nodes are. */
  readonly rights: readonly pulumi.Resource[];
}

/** An account for the nodes that may write logs and metrics and pull our images: Google's own may edit the project. */
export function createNodeAccount(repository: Repository, google: Google): NodeAccount {
  const { config } = google;
  const account = new Account(
    "nodes",
    { accountId: `${config.name}-nodes`, displayName: `Nodes of the cluster ${config.name}` },
    after(google),
  );
  const member = pulumi.interpolate`serviceAccount:${account.email}`;
  const rights = [
    new IAMMember(
      "nodes",
      { project: config.project, role: "roles/container.defaultNodeServiceAccount", member },
      after(google),
    ),
    new RepositoryIamMember(
      "nodes",
      {
        project: config.project,
        location: config.region,
        repository: repository.name,
        role: "roles/artifactregistry.reader",
        member,
      },
      after(google),
    ),
  ];
  return { account, rights };
}

/** What every node is like. */
export function nodeConfig({ config, labels }: Google, { account }: NodeAccount) {
  return {
    machineType: config.nodes.size,
    imageType: "COS_CONTAINERD",
    diskType: "pd-balanced",
    diskSizeGb: DISK_GB,
    serviceAccount: account.email,
    // What the account may do is said by IAM alone.
    oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
    shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    // Pods see their own identity, not the node's.
    workloadMetadataConfig: { mode: "GKE_METADATA" },
    metadata: { "disable-legacy-endpoints": "true" },
    kubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
    resourceLabels: labels,
  };
}

/** The nodes. A change of machine type makes a new pool, moves the pods there and removes the old one. */
export function createNodePool(cluster: Cluster, account: NodeAccount, google: Google): NodePool {
  const { config } = google;
  const { min, max } = config.nodes;
  return new NodePool(
    "apps",
    {
      cluster: cluster.id,
      location: config.region,
      initialNodeCount: min,
      autoscaling: { minNodeCount: min, maxNodeCount: max, locationPolicy: "BALANCED" },
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
      networkConfig: { enablePrivateNodes: true },
      nodeConfig: nodeConfig(google, account),
    },
    // The autoscaler counts from here on.
    { ...after(google, ...account.rights), ignoreChanges: ["initialNodeCount", "nodeCount"] },
  );
}
