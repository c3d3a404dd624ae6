import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/schema.ts";
import type { PlatformContext } from "./context.ts";
import { installMonitoring } from "./monitoring/install.ts";

/** What watches the services. */
export interface Monitoring {
  /** Namespace that Prometheus scrapes from; undefined: nobody scrapes. */
  readonly namespace: string | undefined;
  /** Whether ServiceMonitors and PodMonitors are understood here. */
  readonly monitors: boolean;
  /** host:port of an OTLP/gRPC receiver of traces. */
  readonly otlpEndpoint: string | undefined;
  /** How to open Grafana, for a person. */
  readonly grafana: pulumi.Input<string>;
  readonly ready: pulumi.Resource[];
}

/** The monitoring that a stack asks for. */
export function provideMonitoring(
  { monitoring, masterKey }: StackConfig,
  context: PlatformContext,
): Monitoring {
  switch (monitoring.mode) {
    case "install":
      return installMonitoring(monitoring, masterKey, context);
    case "given":
      return {
        namespace: monitoring.namespace,
        monitors: monitoring.serviceMonitors,
        otlpEndpoint: monitoring.otlpEndpoint,
        grafana: "as you run it: monitoring.mode is given",
        ready: [],
      };
    case "off":
      return {
        namespace: undefined,
        monitors: false,
        otlpEndpoint: undefined,
        grafana: "none: monitoring.mode is off",
        ready: [],
      };
  }
}
