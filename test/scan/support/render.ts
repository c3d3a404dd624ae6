import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { manifestsIn, masked, secretsIn } from "../../../infra/plan/manifests.ts";
import type { StackCase } from "../../../infra/test/support/cases.ts";
import { planned } from "../../../infra/test/support/planned.ts";

/** Writes a stack's manifests into a folder, as `npm run infra -- plan` does: what is secret is masked. */
export async function renderCase({ stack, values }: StackCase, folder: string): Promise<void> {
  const resources = await planned(stack, values);
  const secrets = secretsIn(resources);
  mkdirSync(folder);
  for (const [index, manifest] of manifestsIn(resources).entries()) {
    writeFileSync(join(folder, `${index}.yaml`), stringify(masked(manifest, secrets)));
  }
}
