import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "../context.ts";
import { installChart } from "../release.ts";
import { proxySpec } from "./envoy-proxy.ts";
import { GATEWAY, INGRESS_NAMESPACE } from "./names.ts";

/** The name by which Envoy Gateway knows its classes. */
const CONTROLLER = "gateway.envoyproxy.io/gatewayclass-controller";

/**
 * Installs Envoy Gateway with a class of its own. Its proxies run beside it, in the same namespace.
 *
 * @param annotations of the proxies' Service, by which a cloud makes its load balancer
 * @returns the chart, which brings the CRDs of the Gateway API and of Envoy Gateway, and the class
 */
export function installEnvoy(
  annotations: Readonly<Record<string, pulumi.Input<string>>>,
  dependsOn: pulumi.Resource[],
  context: PlatformContext,
): pulumi.Resource[] {
  const { capabilities, labels, opts } = context;
  const { severalNodes } = capabilities;
  const release = installChart(
    {
      chart: "envoy-gateway",
      namespace: INGRESS_NAMESPACE,
      values: {
        deployment: {
          replicas: severalNodes ? 2 : 1,
          envoyGateway: {
            resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
          },
        },
        podDisruptionBudget: severalNodes ? { minAvailable: 1 } : { minAvailable: 0 },
        certgen: {
          job: { resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "128Mi" } } },
        },
        // It would be asked at each scheduling of a pod, for a routing by zones that isn't used.
        topologyInjector: { enabled: false },
      },
      dependsOn,
    },
    context,
  );
  const own = { ...opts, dependsOn: [...dependsOn, release] };
  const proxy = new k8s.apiextensions.CustomResource(
    "envoy-proxy",
    {
      apiVersion: "gateway.envoyproxy.io/v1alpha1",
      kind: "EnvoyProxy",
      metadata: { name: GATEWAY, namespace: INGRESS_NAMESPACE, labels },
      spec: proxySpec({ annotations, severalNodes }),
    },
    own,
  );
  const gatewayClass = new k8s.apiextensions.CustomResource(
    "gateway-class",
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "GatewayClass",
      metadata: { name: GATEWAY, labels },
      spec: {
        controllerName: CONTROLLER,
        parametersRef: {
          group: "gateway.envoyproxy.io",
          kind: "EnvoyProxy",
          name: GATEWAY,
          namespace: INGRESS_NAMESPACE,
        },
      },
    },
    { ...own, dependsOn: [release, proxy] },
  );
  return [release, gatewayClass];
}
