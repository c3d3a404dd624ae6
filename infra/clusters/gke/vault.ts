import type { Cluster } from "@pulumi/gcp/container/index.js";
import { getProjectOutput } from "@pulumi/gcp/organizations/index.js";
import { IAMMember } from "@pulumi/gcp/projects/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Vault } from "../cluster.ts";
import { after, type Google } from "./google.ts";

/** Secret Manager, for a ServiceAccount that Google knows by workload identity: no account of Google's own, no key. */
export function vaultAccess(cluster: Cluster, google: Google): Vault {
  const { project } = google.config;
  return {
    provider: { gcpsm: { projectID: project } },
    reader: (namespace, serviceAccount, entries) => {
      const { number } = pulumi.output(
        getProjectOutput({ projectId: project }, { ...google.opts, dependsOn: [...google.services] }),
      );
      new IAMMember(
        "vault-reader",
        {
          project,
          role: "roles/secretmanager.secretAccessor",
          member: pulumi.interpolate`principal://iam.googleapis.com/projects/${number}/locations/global/workloadIdentityPools/${project}.svc.id.goog/subject/ns/${namespace}/sa/${serviceAccount}`,
          // The project may hold other secrets than ours.
          condition: {
            title: "entries",
            expression: pulumi.interpolate`resource.name.startsWith("projects/${number}/secrets/${entries}")`,
          },
        },
        // The pool of workload identities comes with the project's first cluster.
        after(google, cluster),
      );
      return { serviceAccountAnnotations: {}, podLabels: {} };
    },
  };
}
