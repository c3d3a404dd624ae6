import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { required } from "../config/required.ts";
import type { StackConfig } from "../config/schema.ts";
import type { PlatformContext } from "./context.ts";
import { createNamespace } from "./namespaces.ts";
import { installChart } from "./release.ts";

const NAMESPACE = "dapr-system";

/**
 * Dapr's control plane: operator, injector, sentry (mTLS), placement and scheduler. `undefined` where the cluster has it
 * already.
 */
export function installDapr(config: StackConfig, context: PlatformContext): k8s.helm.v3.Release | undefined {
  const { dapr } = config;
  if (dapr.mode === "given") return undefined;
  const { severalNodes } = context.capabilities;
  const namespace = createNamespace(NAMESPACE, "baseline", context);
  const ca = dapr.ca && {
    dapr_sentry: {
      tls: {
        root: { certPEM: dapr.ca.rootCert },
        issuer: {
          certPEM: dapr.ca.issuerCert,
          keyPEM: pulumi.secret(required(config, "daprIssuerKey")),
        },
      },
    },
  };
  return installChart(
    {
      chart: "dapr",
      namespace: namespace.metadata.name,
      values: {
        global: {
          ha: { enabled: dapr.highAvailability ?? severalNodes },
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
