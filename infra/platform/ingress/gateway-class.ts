import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { IngressConfig } from "../../config/platform.ts";
import type { PlatformContext } from "../context.ts";
import { createNamespace } from "../namespaces.ts";
import { installEnvoy } from "./envoy.ts";
import { GATEWAY, INGRESS_NAMESPACE } from "./names.ts";

/** What can make a Gateway work. */
export interface GatewayClass {
  readonly name: string;
  /** Namespace of the pods that bring requests in. */
  readonly podsNamespace: string;
  /** Whether it is Envoy Gateway, of this stack, which understands policies of its own. */
  readonly ours: boolean;
  /** Namespace of the Gateway. */
  readonly namespace: k8s.core.v1.Namespace;
  /** Brings the definitions of the Gateway API; empty where they are in the cluster already. */
  readonly definitions: pulumi.Resource[];
}

/** The class of gateways that a stack asks for; undefined where nobody comes in. */
export function provideGatewayClass(
  config: IngressConfig,
  context: PlatformContext,
): GatewayClass | undefined {
  if (config.mode === "off") return undefined;
  const namespace = createNamespace(INGRESS_NAMESPACE, "restricted", context);
  if (config.gatewayClass !== undefined && config.gatewayNamespace !== undefined) {
    return {
      name: config.gatewayClass,
      podsNamespace: config.gatewayNamespace,
      ours: false,
      namespace,
      definitions: [],
    };
  }
  const annotations = context.capabilities.loadBalancer(config.public ? "public" : "internal");
  return {
    name: GATEWAY,
    podsNamespace: INGRESS_NAMESPACE,
    ours: true,
    namespace,
    definitions: installEnvoy(annotations, [namespace], context),
  };
}
