import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/schema.ts";
import type { PlatformContext } from "./context.ts";
import { openGateway } from "./ingress/gateway.ts";
import type { GatewayClass } from "./ingress/gateway-class.ts";

/** How people come in. */
export interface Ingress {
  /** Address that people reach Punctual by. */
  readonly url: pulumi.Input<string>;
  /** Namespace of the pods that bring requests in; undefined: nobody comes in from outside. */
  readonly gatewayNamespace: string | undefined;
  /** A command that tells the load balancer's address, for DNS. */
  readonly address: string;
}

/** What must be there before a way in can be made. */
interface Foundation {
  /** Undefined where nobody comes in. */
  readonly gatewayClass: GatewayClass | undefined;
  /** What an Issuer or Certificate depends on. */
  readonly certManager: pulumi.Resource[];
}

/** The way in that a stack asks for. */
export function provideIngress(
  config: StackConfig,
  { gatewayClass, certManager }: Foundation,
  context: PlatformContext,
): Ingress {
  const { ingress } = config;
  if (ingress.mode === "gateway" && gatewayClass) {
    return openGateway(ingress, { gatewayClass, certManager, secrets: config }, context);
  }
  return {
    // As the command makes it.
    url: "http://127.0.0.1:8080",
    gatewayNamespace: undefined,
    address: `none: kubectl -n ${context.namespace} port-forward svc/chat-api 8080:80`,
  };
}
