import { parse, stringify } from "yaml";
import { z } from "zod";
import type { AksConfig } from "../../config/clusters/aks.ts";

/** How kubelogin signs in. */
export type LoginMode = AksConfig["kubeloginMode"];

const user = z.looseObject({
  name: z.string(),
  user: z.looseObject({
    exec: z.looseObject({ command: z.string(), args: z.array(z.string()) }),
  }),
});
const kubeconfig = z.looseObject({ users: z.array(user).min(1) });

/**
 * Rewrites the credentials that Azure hands out, which ask a person to type a code, for another way of signing in: what
 * `kubelogin convert-kubeconfig --login MODE` does.
 *
 * @param text a kubeconfig in exec format
 * @throws ZodError when it has no user that signs in by a command; Error when that names no server
 */
export function forKubelogin(text: string, login: LoginMode): string {
  const config = kubeconfig.parse(parse(text));
  const users = config.users.map(({ name, user: { exec } }) => ({
    name,
    user: {
      exec: {
        apiVersion: "client.authentication.k8s.io/v1beta1",
        command: "kubelogin",
        args: argumentsFor(login, exec.args),
        env: null,
        interactiveMode: "Never",
        provideClusterInfo: false,
        installHint: "Install kubelogin: https://azure.github.io/kubelogin/install.html",
      },
    },
  }));
  return stringify({ ...config, users });
}

const kubeconfigOfCluster = z.looseObject({
  clusters: z.array(z.looseObject({ cluster: z.looseObject({ server: z.url() }) })),
});

/**
 * The same kubeconfig with a tunnel's near end for the API server, whose certificate is still asked for its own name.
 *
 * @param tunnel `host:port`; undefined: there is none
 */
export function throughTunnel(text: string, tunnel: string | undefined): string {
  if (tunnel === undefined) return text;
  const config = kubeconfigOfCluster.parse(parse(text));
  const clusters = config.clusters.map((each) => ({
    ...each,
    cluster: {
      ...each.cluster,
      server: `https://${tunnel}`,
      "tls-server-name": new URL(each.cluster.server).hostname,
    },
  }));
  return stringify({ ...config, clusters });
}

function argumentsFor(login: LoginMode, given: readonly string[]): string[] {
  const server = argument("--server-id", given);
  if (server === undefined) throw new Error("Azure's kubeconfig names no --server-id for kubelogin");
  // Who asks is in kubelogin's environment (AZURE_CLIENT_ID, ...), except where it must be told the tenant.
  const tenant = argument("--tenant-id", given);
  const environment = argument("--environment", given) ?? "AzurePublicCloud";
  const more = login === "spn" && tenant ? ["--environment", environment, "--tenant-id", tenant] : [];
  return ["get-token", "--login", login, "--server-id", server, ...more];
}

function argument(name: string, given: readonly string[]): string | undefined {
  const at = given.indexOf(name);
  return at < 0 ? undefined : given[at + 1];
}
