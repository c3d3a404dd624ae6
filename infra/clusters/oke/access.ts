import type { Cluster as OkeCluster } from "@pulumi/oci/containerengine/index.js";
import { getClusterKubeConfigOutput } from "@pulumi/oci/containerengine/index.js";
import * as pulumi from "@pulumi/pulumi";
import { parse, stringify } from "yaml";
import type { OkeConfig } from "../../config/clusters/oke.ts";
import type { Scope } from "./scope.ts";

/** A kubeconfig, as much of it as is changed here. */
interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: Record<string, unknown> }[];
  readonly users: readonly { readonly user: { readonly exec: Record<string, unknown> } }[];
}

/** How the OCI CLI calls the ways to sign in (`--auth`). */
const CLI_AUTH = {
  ApiKey: "api_key",
  SecurityToken: "security_token",
  InstancePrincipal: "instance_principal",
} as const satisfies Record<OkeConfig["signIn"]["as"], string>;

const endpointOf = ({ config }: Pick<Scope, "config">) =>
  config.privateApi ? "PRIVATE_ENDPOINT" : "PUBLIC_ENDPOINT";

/** A kubeconfig that asks the OCI CLI for a token: it holds no credential, and lasts. */
export function kubeconfig(cluster: OkeCluster, scope: Scope): pulumi.Output<string> {
  const { content } = getClusterKubeConfigOutput(
    { clusterId: cluster.id, endpoint: endpointOf(scope), tokenVersion: "2.0.0" },
    scope.opts,
  );
  return pulumi.secret(content.apply((text) => adapt(text, scope.config)));
}

/**
 * A kubeconfig for what a stack says: with a tunnel's near end for the API server, whose certificate is also for
 * 127.0.0.1, and with the OCI CLI signing in the same way as Pulumi.
 */
export function adapt(text: string, { tunnel, signIn }: Pick<OkeConfig, "tunnel" | "signIn">): string {
  const config = parse(text) as Kubeconfig;
  const env = [
    { name: "OCI_CLI_AUTH", value: CLI_AUTH[signIn.as] },
    { name: "OCI_CLI_PROFILE", value: signIn.profile },
  ];
  return stringify({
    ...config,
    clusters: config.clusters.map((each) => ({
      ...each,
      cluster: { ...each.cluster, ...(tunnel !== undefined && { server: `https://${tunnel}` }) },
    })),
    users: config.users.map((each) => ({
      ...each,
      user: { ...each.user, exec: { ...each.user.exec, env } },
    })),
  });
}

/** What a person runs to get a kubeconfig of their own. */
export function kubeconfigCommand(cluster: OkeCluster, scope: Scope): pulumi.Output<string> {
  return pulumi.interpolate`oci ce cluster create-kubeconfig --cluster-id ${cluster.id} --region ${scope.config.region} --token-version 2.0.0 --kube-endpoint ${endpointOf(scope)} --file ~/.kube/config`;
}
