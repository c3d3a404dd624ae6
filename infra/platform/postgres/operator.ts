import type * as k8s from "@pulumi/kubernetes";
import type { PlatformContext } from "../context.ts";
import type { Foundation } from "../foundation.ts";
import { createNamespace } from "../namespaces.ts";
import { installChart } from "../release.ts";

/** Namespace of the CloudNativePG operator. */
export const OPERATOR_NAMESPACE = "cnpg-system";
/** Where the operator asks an instance how it is. */
export const STATUS_PORT = 8000;

/** Installs the CloudNativePG operator; ready once its webhooks answer. */
export function installOperator(
  monitoring: Foundation["monitoring"],
  context: PlatformContext,
): k8s.helm.v3.Release {
  const namespace = createNamespace(OPERATOR_NAMESPACE, "restricted", context);
  return installChart(
    {
      chart: "cloudnativepg",
      namespace: namespace.metadata.name,
      values: {
        config: {
          data: {
            // In days. The services are given the authority by `pulumi up`, which nobody promises every 90 days, the
            // operator's default.
            CERTIFICATE_DURATION: "3650",
          },
        },
        // The kubelet's number: control planes of private clusters may reach no other but 443 without a firewall's rule.
        webhook: { port: 10250 },
        monitoring: { podMonitorEnabled: monitoring.monitors },
        resources: { requests: { cpu: "50m", memory: "100Mi" }, limits: { memory: "256Mi" } },
      },
      dependsOn: monitoring.monitors ? monitoring.ready : [],
    },
    context,
  );
}
