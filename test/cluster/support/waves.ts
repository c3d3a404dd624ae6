import type { Recorded } from "../../../infra/plan/record.ts";

/**
 * Resources in the order that Pulumi would make them: each wave depends only on those before it.
 *
 * @throws when resources depend on each other in a circle
 */
export function waves(resources: readonly Recorded[]): Recorded[][] {
  const left = new Map(resources.map((resource) => [`${resource.type} ${resource.name}`, resource]));
  const all: Recorded[][] = [];
  while (left.size > 0) {
    const wave = [...left].filter(([, { dependsOn }]) => !dependsOn.some((needed) => left.has(needed)));
    if (wave.length === 0) throw new Error(`depend on each other: ${[...left.keys()].join(", ")}`);
    for (const [key] of wave) left.delete(key);
    all.push(wave.map(([, resource]) => resource));
  }
  return all;
}
