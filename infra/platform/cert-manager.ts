import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/schema.ts";
import type { PlatformContext } from "./context.ts";
import { createNamespace } from "./namespaces.ts";
import { installChart } from "./release.ts";

const NAMESPACE = "cert-manager";

const RESOURCES = { requests: { cpu: "10m", memory: "48Mi" }, limits: { memory: "256Mi" } };

/**
 * cert-manager, where a part of the stack needs it.
 *
 * @param gatewayApi what brings the Gateway API's definitions; needed where an ACME authority is answered by a Gateway
 * @returns what an Issuer or Certificate depends on; empty where nobody needs one, or cert-manager is there already
 */
export function provideCertManager(
  { kafka, postgres, ingress, certManager }: StackConfig,
  context: PlatformContext,
  gatewayApi: pulumi.Resource[] = [],
): pulumi.Resource[] {
  const certificate = ingress.mode === "gateway" ? ingress.certificate.mode : undefined;
  const backup = postgres.mode === "cloudnativepg" && postgres.backup !== undefined;
  const needed =
    kafka.mode === "redpanda" || backup || certificate === "acme" || certificate === "self-signed";
  if (!needed || !certManager.install) return [];
  return [installCertManager(context, certificate === "acme" ? gatewayApi : undefined)];
}

/**
 * Installs cert-manager; ready once its webhook answers, so that Certificates can be made at once.
 *
 * @param gatewayApi what brings the Gateway API's definitions, where challenges are to be answered by a Gateway:
 * cert-manager refuses to start without them when it is told to
 */
function installCertManager(context: PlatformContext, gatewayApi?: pulumi.Resource[]): k8s.helm.v3.Release {
  const namespace = createNamespace(NAMESPACE, "restricted", context);
  return installChart(
    {
      chart: "cert-manager",
      namespace: namespace.metadata.name,
      values: {
        // The definitions go with the release: a destroyed stack leaves nothing behind.
        crds: { enabled: true, keep: false },
        // The default, kube-system, is closed to it on some clouds.
        global: { leaderElection: { namespace: NAMESPACE } },
        ...(gatewayApi && { config: { gatewayAPI: { enabled: true } } }),
        resources: RESOURCES,
        webhook: { resources: RESOURCES },
        cainjector: { resources: RESOURCES },
        startupapicheck: { resources: RESOURCES },
      },
      ...(gatewayApi && { dependsOn: gatewayApi }),
    },
    context,
  );
}
