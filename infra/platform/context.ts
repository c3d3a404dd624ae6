import type * as pulumi from "@pulumi/pulumi";
import type { Capabilities } from "../clusters/cluster.ts";
import type { ChartOverrides } from "../config/charts.ts";

/** What every part of the platform is declared with. */
export interface PlatformContext {
  /** Namespace of the services. */
  readonly namespace: string;
  readonly capabilities: Capabilities;
  readonly charts: ChartOverrides;
  /** Labels of everything that is ours, for costs and selectors. */
  readonly labels: Readonly<Record<string, string>>;
  /** Parent and provider: nothing uses a default provider. */
  readonly opts: pulumi.CustomResourceOptions;
}
