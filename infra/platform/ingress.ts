import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/schema.ts";
import type { PlatformContext } from "./context.ts";

/** How people come in. */
export interface Ingress {
  /** Address that people reach Punctual by. */
  readonly url: pulumi.Input<string>;
  /** Namespace of the pods that bring requests in; undefined: nobody comes in from outside. */
  readonly gatewayNamespace: string | undefined;
}

/** The way in that a stack asks for. */
export function provideIngress({ ingress }: StackConfig, _context: PlatformContext): Ingress {
  switch (ingress.mode) {
    case "off":
      // As `kubectl port-forward svc/chat-api 8080:80` makes it.
      return { url: "http://127.0.0.1:8080", gatewayNamespace: undefined };
    default:
      throw new Error(`${ingress.mode}: not yet`);
  }
}
