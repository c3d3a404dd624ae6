import { z } from "zod";

const step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  shell: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env: z.record(z.string(), z.unknown()).default({}),
});
/** A step of a job or of a composite action. */
export type Step = z.infer<typeof step>;

const job = z.looseObject({
  /** Of a job that calls a reusable workflow. */
  uses: z.string().optional(),
  secrets: z.unknown().optional(),
  "runs-on": z.unknown().optional(),
  "timeout-minutes": z.unknown().optional(),
  permissions: z.unknown().optional(),
  env: z.record(z.string(), z.unknown()).default({}),
  steps: z.array(step).default([]),
});
/** A job of a workflow. */
export type Job = z.infer<typeof job>;

/** A workflow, as far as rules look at it. */
export const workflowSchema = z.looseObject({
  on: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]),
  permissions: z.unknown().optional(),
  env: z.record(z.string(), z.unknown()).default({}),
  jobs: z.record(z.string(), job),
});
/** A workflow. */
export type Workflow = z.infer<typeof workflowSchema>;

/** A composite action: others run code of their own, which nobody could run elsewhere. */
export const actionSchema = z.looseObject({
  runs: z.looseObject({ using: z.literal("composite"), steps: z.array(step) }),
});

/** Names of a workflow's triggers. */
export function triggersOf({ on }: Workflow): string[] {
  if (typeof on === "string") return [on];
  return Array.isArray(on) ? on : Object.keys(on);
}
