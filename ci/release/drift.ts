import { z } from "zod";
import { CiFailed } from "../failure.ts";

/** A resource that isn't what the state says. */
interface Difference {
  /** `update` when it was changed behind Pulumi's back, `delete` when it is gone. */
  readonly op: string;
  readonly urn: string;
  /** Paths of what differs; never values, which may be secrets. */
  readonly fields: readonly string[];
}

/** How a stack differs from what it was when Pulumi last looked. */
export interface Drift {
  readonly differences: readonly Difference[];
  /** How many more there are that Pulumi counts but doesn't name. */
  readonly unnamed: number;
}

/** Of `pulumi refresh --preview-only --json`. */
const digest = z.looseObject({
  steps: z
    .array(
      z.looseObject({
        op: z.string(),
        urn: z.string(),
        detailedDiff: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .nullish(),
  changeSummary: z.record(z.string(), z.int()).nullish(),
});

/** Having looked at a resource, and found it as it was. */
const UNCHANGED = new Set(["same", "read", "refresh"]);

/** @param text what `pulumi refresh --preview-only --json` printed @throws CiFailed when it is something else */
export function readDrift(text: string): Drift {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new CiFailed(`pulumi refresh found differences, but not as JSON:\n${text}`);
  }
  const { steps, changeSummary } = digest.parse(json);
  const differences = (steps ?? [])
    .filter(({ op }) => !UNCHANGED.has(op))
    .map(({ op, urn, detailedDiff }) => ({ op, urn, fields: Object.keys(detailedDiff ?? {}).sort() }));
  const counted = Object.entries(changeSummary ?? {})
    .filter(([op]) => !UNCHANGED.has(op))
    .reduce((sum, [, count]) => sum + count, 0);
  return { differences, unnamed: Math.max(0, counted - differences.length) };
}
