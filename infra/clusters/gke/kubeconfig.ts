import { stringify } from "yaml";

/** Where a cluster's API server is. */
export interface ApiServer {
  /** Host, without scheme. */
  readonly host: string;
  /** CA in base64; undefined: the DNS endpoint, whose certificate is a public authority's. */
  readonly ca: string | undefined;
}

/** A kubeconfig that signs in as whoever gcloud, or a pipeline's credentials, are: no secret is in it. */
export function kubeconfigFor(name: string, { host, ca }: ApiServer): string {
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      { name, cluster: { server: `https://${host}`, ...(ca && { "certificate-authority-data": ca }) } },
    ],
    users: [
      {
        name,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "gke-gcloud-auth-plugin",
            installHint: "Install gke-gcloud-auth-plugin: gcloud components install gke-gcloud-auth-plugin",
            interactiveMode: "Never",
            provideClusterInfo: true,
          },
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}
