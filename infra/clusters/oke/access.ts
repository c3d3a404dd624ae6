import type { Cluster as OkeCluster } from "@pulumi/oci/containerengine/index.js";
import { getClusterKubeConfigOutput } from "@pulumi/oci/containerengine/index.js";
import * as pulumi from "@pulumi/pulumi";
import { parse, stringify } from "yaml";
import type { Scope } from "./scope.ts";

/** A kubeconfig, as much of it as is changed here. */
interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: Record<string, unknown> }[];
}

const endpointOf = ({ config }: Pick<Scope, "config">) =>
  config.privateApi ? "PRIVATE_ENDPOINT" : "PUBLIC_ENDPOINT";

/** A kubeconfig that asks the OCI CLI for a token: it holds no credential, and lasts. */
export function kubeconfig(cluster: OkeCluster, scope: Scope): pulumi.Output<string> {
  const { content } = getClusterKubeConfigOutput(
    { clusterId: cluster.id, endpoint: endpointOf(scope), tokenVersion: "2.0.0" },
    scope.opts,
  );
  return pulumi.secret(content.apply((text) => throughTunnel(text, scope.config.tunnel)));
}

/** The same kubeconfig with a tunnel's near end for the API server; its certificate is also for 127.0.0.1. */
export function throughTunnel(text: string, tunnel: string | undefined): string {
  if (tunnel === undefined) return text;
  const config = parse(text) as Kubeconfig;
  return stringify({
    ...config,
    clusters: config.clusters.map((each) => ({
      ...each,
      cluster: { ...each.cluster, server: `https://${tunnel}` },
    })),
  });
}

/** What a person runs to get a kubeconfig of their own. */
export function kubeconfigCommand(cluster: OkeCluster, scope: Scope): pulumi.Output<string> {
  return pulumi.interpolate`oci ce cluster create-kubeconfig --cluster-id ${cluster.id} --region ${scope.config.region} --token-version 2.0.0 --kube-endpoint ${endpointOf(scope)} --file ~/.kube/config`;
}
