import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/schema.ts";
import type { PlatformContext } from "./context.ts";
import { installMonitoring } from "./monitoring/install.ts";

interface AnyMonitoring {
  /** host:port of an OTLP/gRPC receiver of traces. */
  readonly otlpEndpoint: string | undefined;
  /** How to open Grafana, for a person. */
  readonly grafana: pulumi.Input<string>;
  readonly ready: pulumi.Resource[];
}

/** A Prometheus operator is there: ServiceMonitors, PodMonitors and PrometheusRules are understood. */
interface Operated extends AnyMonitoring {
  readonly monitors: true;
  /** Namespace that Prometheus scrapes from. */
  readonly namespace: string;
  /** Where the pages are read that alerts and panels lead to. */
  readonly runbooks: string;
}

interface Unoperated extends AnyMonitoring {
  readonly monitors: false;
  /** Namespace that a Prometheus scrapes from; undefined: nobody scrapes. */
  readonly namespace: string | undefined;
}

/** What watches the services. */
export type Monitoring = Operated | Unoperated;

/** The monitoring that a stack asks for. */
export function provideMonitoring(config: StackConfig, context: PlatformContext): Monitoring {
  const { monitoring } = config;
  switch (monitoring.mode) {
    case "install":
      return installMonitoring(monitoring, config, context);
    case "given": {
      const { serviceMonitors, namespace, runbooks, otlpEndpoint } = monitoring;
      const given = { otlpEndpoint, grafana: "as you run it: monitoring.mode is given", ready: [] };
      // Monitors without a namespace are refused by the configuration's schema.
      return serviceMonitors && namespace !== undefined
        ? { ...given, monitors: true, namespace, runbooks }
        : { ...given, monitors: false, namespace };
    }
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
