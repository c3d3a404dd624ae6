import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { CHARTS, type ChartName, type ChartSource } from "./charts.ts";
import type { PlatformContext } from "./context.ts";

/** A chart to install. */
export interface ReleaseArgs {
  readonly chart: ChartName;
  readonly namespace: pulumi.Input<string>;
  readonly values: Readonly<Record<string, unknown>>;
  /** Default: the chart's name. */
  readonly name?: string;
  readonly dependsOn?: pulumi.Resource[];
}

/** How long Helm may wait for what a chart starts, in seconds. */
const TIMEOUT_S = 600;

/**
 * Installs a chart by Helm, with its hooks, and waits until it is ready. Its home, version and values can be replaced by
 * `charts` in the stack's configuration.
 */
export function installChart(args: ReleaseArgs, { charts, opts }: PlatformContext): k8s.helm.v3.Release {
  const override = charts[args.chart] ?? {};
  const source: ChartSource = CHARTS[args.chart];
  const repository = override.repository ?? source.repository;
  const version = override.version ?? source.version;
  const from = override.path
    ? { chart: override.path }
    : repository.startsWith("oci://")
      ? { chart: `${repository}/${source.chart}`, version }
      : { chart: source.chart, version, repositoryOpts: { repo: repository } };
  const name = args.name ?? args.chart;
  return new k8s.helm.v3.Release(
    name,
    {
      ...from,
      name,
      namespace: args.namespace,
      values: merge(args.values, override.values ?? {}),
      // A release that fails leaves nothing half done, and the next `up` begins anew.
      atomic: true,
      timeout: TIMEOUT_S,
    },
    { ...opts, ...(args.dependsOn && { dependsOn: args.dependsOn }) },
  );
}

/** Helm's way of merging values: objects by key, everything else replaced. */
export function merge(
  base: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isPlain(below) && isPlain(value) ? merge(below, value) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
