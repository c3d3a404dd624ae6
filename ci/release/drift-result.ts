import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CiFailed, reasonOf } from "../failure.ts";

const difference = z.strictObject({ op: z.string(), urn: z.string(), fields: z.array(z.string()) });

/** What a look at one environment's stack found. */
const driftResult = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("clean"), environment: z.string(), stack: z.string() }),
  z.strictObject({
    kind: z.literal("drift"),
    environment: z.string(),
    stack: z.string(),
    differences: z.array(difference),
    unnamed: z.int(),
  }),
  /** Nobody knows: the look failed. Why stands in the run's log, which may name what an issue must not. */
  z.strictObject({ kind: z.literal("unknown"), environment: z.string(), stack: z.string() }),
]);
/** What a look at one environment's stack found. */
export type DriftResult = z.infer<typeof driftResult>;

/** @param folder of what `drift` wrote for each environment @throws CiFailed when it holds something else */
export function readDriftResults(folder: string): DriftResult[] {
  // None was set up, or none got that far.
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .sort()
      .map((file) => driftResult.parse(JSON.parse(readFileSync(join(folder, file), "utf8"))));
  } catch (error) {
    throw new CiFailed(`${folder} doesn't hold what \`ci drift\` wrote: ${reasonOf(error)}`);
  }
}
