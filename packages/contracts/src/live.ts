import { z } from "zod";
import { ACTIONS, ENTITIES } from "./change.ts";
import { project, tag } from "./named.ts";
import { notice } from "./notice.ts";
import { task } from "./task.ts";
import { instant } from "./time.ts";

/** Position in a person's change log: goes up with every change, not always by one. */
const sequence = z.int().nonnegative();

/** Data of `hello`: where a stream begins. */
export const helloEvent = z.strictObject({ sequence });

/**
 * Data of `reset`: changes may have been missed, so that a client must load anew what it shows; the stream goes on from
 * `sequence`. The client's id was unreadable (`invalid`), older than what is kept (`expired`) or not ours (`unknown`).
 */
export const resetEvent = z.strictObject({ reason: z.enum(["invalid", "expired", "unknown"]), sequence });
/** Data of `reset`. */
export type ResetEvent = z.infer<typeof resetEvent>;

/**
 * Data of `change`: what was done, and under the entity's own name how it is now, which may be later than this change;
 * null once it is gone for good. `version` is the one right after the change.
 */
export const changeEvent = z.strictObject({
  sequence: sequence.positive(),
  entity: z.enum(ENTITIES),
  entity_id: z.int().positive(),
  action: z.enum(ACTIONS),
  version: z.int().positive(),
  at: instant,
  task: task.nullable().optional(),
  project: project.nullable().optional(),
  tag: tag.nullable().optional(),
  notice: notice.nullable().optional(),
  filter: z.looseObject({ id: z.int().positive(), name: z.string() }).nullable().optional(),
});
/** Data of `change`. */
export type ChangeEvent = z.infer<typeof changeEvent>;
