import type * as k8s from "@pulumi/kubernetes";
import type { CloudIdentity } from "../../clusters/cluster.ts";
import type { PlatformContext } from "../context.ts";
import { createNamespace } from "../namespaces.ts";
import { installChart } from "../release.ts";

/** Where the operator runs. */
export const EXTERNAL_SECRETS_NAMESPACE = "external-secrets";
/** What it runs as: by this name a cloud lets it read its vault. */
export const SERVICE_ACCOUNT = "external-secrets";

const RESOURCES = { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "256Mi" } };

/**
 * Installs the External Secrets operator; ready once its webhook answers.
 *
 * @param identity who it is for the cloud whose vault it reads; undefined: stores say by themselves who reads
 */
export function installOperator(
  identity: CloudIdentity | undefined,
  context: PlatformContext,
): k8s.helm.v3.Release {
  const { severalNodes } = context.capabilities;
  const namespace = createNamespace(EXTERNAL_SECRETS_NAMESPACE, "restricted", context);
  const copies = severalNodes
    ? { replicaCount: 2, podDisruptionBudget: { enabled: true, minAvailable: 1 } }
    : { replicaCount: 1 };
  return installChart(
    {
      chart: "external-secrets",
      namespace: namespace.metadata.name,
      values: {
        ...copies,
        leaderElect: severalNodes,
        resources: RESOURCES,
        serviceAccount: {
          name: SERVICE_ACCOUNT,
          ...(identity && { annotations: identity.serviceAccountAnnotations }),
        },
        ...(identity && {
          podLabels: identity.podLabels,
          // It reads as itself, so it need not be able to become any other ServiceAccount of the cluster.
          rbac: { serviceAccountTokenCreate: false },
        }),
        // It brings secrets in; nobody may have it write them to a vault, or into all namespaces.
        processClusterExternalSecret: false,
        processClusterPushSecret: false,
        processPushSecret: false,
        crds: { createClusterExternalSecret: false, createClusterPushSecret: false, createPushSecret: false },
        webhook: { ...copies, resources: RESOURCES },
        certController: { resources: RESOURCES },
      },
      dependsOn: [namespace],
    },
    context,
  );
}
