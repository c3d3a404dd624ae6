import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { SECRET_KEYS } from "../config/schema.ts";
import { chartsIn, type Manifest, manifestsIn, masked, secretsIn } from "./manifests.ts";
import type { Plan } from "./plan.ts";
import { mask } from "./secrets.ts";

/**
 * Writes a plan below `folder`/<stack>: `resources.txt`, `manifests/` and, for each chart, its values. What was there of
 * an earlier plan is removed.
 *
 * @returns the list of resources and where the rest is, for a person
 */
export function renderPlan({ stack, config, resources }: Plan, folder: string): string {
  const out = resolve(folder, stack);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, "manifests"), { recursive: true });
  mkdirSync(join(out, "charts"), { recursive: true });

  const secrets = [
    ...secretsIn(resources),
    ...Object.entries(config).flatMap(([key, value]) =>
      SECRET_KEYS.has(key) && typeof value === "string" ? [value, value.trim()] : [],
    ),
  ];
  const manifests = manifestsIn(resources);
  for (const manifest of manifests) {
    writeFileSync(join(out, "manifests", fileName(manifest)), stringify(masked(manifest, secrets)));
  }
  const charts = chartsIn(resources);
  for (const { values, ...chart } of charts) {
    const text = stringify({ ...chart, values: mask(values, secrets) });
    writeFileSync(join(out, "charts", `${chart.name}.yaml`), text);
  }
  const list = resources
    .map(({ type, name }) => `${type}  ${name}`)
    .sort()
    .join("\n");
  writeFileSync(join(out, "resources.txt"), `${list}\n`);
  return `${list}\n\n${resources.length} resources, of them ${manifests.length} manifests and ${charts.length} charts, in ${out}`;
}

/** Unique in a plan: namespace, kind and name. */
function fileName({ kind, metadata }: Manifest): string {
  return `${[metadata.namespace ?? "cluster", kind.toLowerCase(), metadata.name].join("-")}.yaml`;
}
