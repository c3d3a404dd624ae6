import * as pulumi from "@pulumi/pulumi";
import type { GkeConfig } from "../config/clusters/gke.ts";
import type { Capabilities, Cluster } from "./cluster.ts";
import { createCluster } from "./gke/container-cluster.ts";
import { createSecretsKey } from "./gke/encryption.ts";
import { createHome } from "./gke/google.ts";
import { kubeconfigFor } from "./gke/kubeconfig.ts";
import { annotations, loadBalancers } from "./gke/load-balancers.ts";
import { admitApiServer, createNetwork } from "./gke/network.ts";
import { createNodeAccount, createNodePool } from "./gke/nodes.ts";
import { createRepository } from "./gke/registry.ts";
import { vaultAccess } from "./gke/vault.ts";
import { clusterProvider } from "./provider.ts";

/** What a cluster in Google Cloud can do, whoever made it. */
export const gkeCapabilities: Capabilities = {
  severalNodes: true,
  loadBalancer: annotations,
  vault: undefined,
};

/** A cluster in Google Cloud, with its network, registry and vault, in a project that exists. */
export function gke(config: GkeConfig, labels: Readonly<Record<string, string>>): Cluster {
  const google = createHome(config, labels);
  const network = createNetwork(google);
  const repository = createRepository(google);
  const nodes = createNodeAccount(repository, google);
  const key = config.secretsEncryption ? createSecretsKey(google) : undefined;
  const cluster = createCluster(network, nodes, key, google);
  const pool = createNodePool(cluster, nodes, google);
  const webhooks = admitApiServer(network, nodes.account, google);

  const { name, project, region, dnsEndpoint } = config;
  const kubeconfig = pulumi.secret(
    pulumi
      .all([cluster.endpoint, cluster.masterAuth, cluster.controlPlaneEndpointsConfig])
      .apply(([address, auth, { dnsEndpointConfig }]) =>
        kubeconfigFor(
          name,
          dnsEndpoint
            ? { host: dnsEndpointConfig.endpoint, ca: undefined }
            : { host: address, ca: auth.clusterCaCertificate },
        ),
      ),
  );
  return {
    name: cluster.name,
    kubeconfig,
    provider: clusterProvider(
      { kubeconfig, identifier: `gke/${project}/${region}/${name}` },
      // Nothing is scheduled before there are nodes, nor sent through a webhook before it can be called.
      { dependsOn: [pool, webhooks] },
    ),
    capabilities: {
      ...gkeCapabilities,
      loadBalancer: loadBalancers(google),
      vault: vaultAccess(cluster, google),
    },
    registry: pulumi.interpolate`${region}-docker.pkg.dev/${project}/${repository.name}`,
    kubeconfigCommand: pulumi.interpolate`gcloud container clusters get-credentials ${cluster.name} --project ${project} --location ${region}${dnsEndpoint ? " --dns-endpoint" : ""}`,
  };
}
