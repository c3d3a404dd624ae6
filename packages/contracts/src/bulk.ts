import { z } from "zod";
import { problem } from "./problem.ts";
import { editScope, newTask, task, taskId, taskPatch } from "./task.ts";
import { moveTask, undoToken } from "./writes.ts";

/** The task must still have this version. */
const ifVersion = z.int().positive().optional();
const one = { id: taskId, if_version: ifVersion };

/** One operation of a bulk request. */
export const bulkOperation = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("create"), task: newTask }),
  z.strictObject({ op: z.literal("patch"), ...one, patch: taskPatch, scope: editScope.optional() }),
  z.strictObject({ op: z.literal("move"), ...one, to: moveTask }),
  z.strictObject({ op: z.literal("complete"), ...one }),
  z.strictObject({ op: z.literal("reopen"), ...one }),
  z.strictObject({ op: z.literal("skip"), ...one }),
  z.strictObject({ op: z.literal("delete"), ...one }),
  z.strictObject({ op: z.literal("restore"), ...one }),
]);
/** One operation of a bulk request. */
export type BulkOperation = z.infer<typeof bulkOperation>;

/** Up to 500 operations in order; with `atomic`, all or none. */
export const bulkRequest = z.strictObject({
  operations: z
    .array(bulkOperation)
    .min(1, "must have at least one operation")
    .max(500, "must have at most 500 operations"),
  atomic: z.boolean().default(false),
});

/** What became of an operation: the task afterwards, or why not. */
export const bulkResult = z.union([
  z.strictObject({ status: z.literal("done"), task }),
  z.strictObject({ status: z.literal("refused"), problem }),
]);
/** What became of an operation. */
export type BulkResult = z.infer<typeof bulkResult>;
/** Answer of a bulk request, in the order of its operations; one token takes back all that was done. */
export const bulkResponse = z.strictObject({
  results: z.array(bulkResult),
  undo_token: undoToken,
});
