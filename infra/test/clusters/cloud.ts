import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../../clusters/cluster.ts";
import { CLOUDS } from "../../plan/clouds.ts";
import { type Recorded, record } from "../../plan/record.ts";

/** Labels as the program gives them, with a stack's name that not every cloud would take. */
export const LABELS = { project: "punctual", environment: "staging", stack: "Team.One" } as const;

/** A cluster on mocks, with what was declared and what `use` told. */
export interface Made<Told> {
  readonly resources: readonly Recorded[];
  readonly told: Told;
}

/**
 * Declares a cluster alone, without the platform in it. Pulumi's runtime keeps its state in the process: once in a test
 * file.
 *
 * @param use asks the cluster for what else a stack may ask it for
 */
export async function makeCluster<Told>(
  make: () => Cluster,
  use: (cluster: Cluster) => Promise<Told>,
): Promise<Made<Told>> {
  let told: Told | undefined;
  const resources = await record({ project: "punctual", stack: "cloud" }, CLOUDS, async () => {
    told = await use(make());
  });
  return { resources, told: told as Told };
}

/** What an output comes to. */
export function resolved<T>(input: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => pulumi.output(input).apply((value) => resolve(value)));
}

/** Resources of a type. */
export function ofType(resources: readonly Recorded[], type: string): Recorded[] {
  return resources.filter((each) => each.type === type);
}

/** How many there are of each type of a cloud. */
export function counts(resources: readonly Recorded[], cloud: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { type } of resources.filter((each) => each.type.startsWith(`${cloud}:`))) {
    found[type.slice(cloud.length + 1)] = (found[type.slice(cloud.length + 1)] ?? 0) + 1;
  }
  return found;
}
