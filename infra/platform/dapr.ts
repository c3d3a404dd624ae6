import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { DaprConfig } from "../config/platform.ts";
import type { PlatformContext } from "./context.ts";
import { createNamespace } from "./namespaces.ts";
import { installChart } from "./release.ts";

const NAMESPACE = "dapr-system";

/**
 * Dapr's control plane: operator, injector, sentry (mTLS), placement and scheduler. `undefined` where the cluster has it
 * already.
 *
 * @param issuerKey key of `config.ca.issuerCert`, where a CA is given
 */
export function installDapr(
  config: DaprConfig,
  issuerKey: string | undefined,
  context: PlatformContext,
): k8s.helm.v3.Release | undefined {
  if (config.mode === "given") return undefined;
  const { severalNodes } = context.capabilities;
  const namespace = createNamespace(NAMESPACE, "baseline", context);
  const ca = config.ca && {
    dapr_sentry: {
      tls: {
        root: { certPEM: config.ca.rootCert },
        issuer: { certPEM: config.ca.issuerCert, keyPEM: pulumi.secret(issuerKey) },
      },
    },
  };
  return installChart(
    {
      chart: "dapr",
      namespace: namespace.metadata.name,
      values: {
        global: {
          ha: { enabled: config.highAvailability ?? severalNodes },
          mtls: { enabled: true },
          logAsJson: true,
        },
        // Without it a namespace that enforces `restricted` refuses every pod with a sidecar.
        dapr_sidecar_injector: { sidecarDropALLCapabilities: true },
        // Jobs must outlive a pod of the scheduler.
        dapr_scheduler: { cluster: { storageSize: "2Gi" } },
        ...ca,
      },
    },
    context,
  );
}
