import { z } from "zod";
import { project, tag } from "./named.ts";
import { editScope, task, taskId } from "./task.ts";
import { instant, plainDate } from "./time.ts";

/** Takes back what a write did, for 24 hours: `POST /api/undo/{undo_token}`; null where it changed nothing. */
export const undoToken = z.uuid().nullable();

/** A task as a write left it. */
export const writtenTask = task.extend({ undo_token: undoToken });
/** A project as a write left it. */
export const writtenProject = project.extend({ undo_token: undoToken });
/** A tag as a write left it. */
export const writtenTag = tag.extend({ undo_token: undoToken });

/**
 * Where to move a task: into a project, below a parent (null: out of it), and before or after another task in manual
 * order; what is absent stays. Into another project without `before` or `after`, it goes to the end.
 */
export const moveTask = z
  .strictObject({
    project_id: z.int().positive().nullable().optional(),
    parent_id: taskId.nullable().optional(),
    before: taskId.optional(),
    after: taskId.optional(),
  })
  .refine((move) => Object.keys(move).length > 0, { error: "must say where to" })
  .refine((move) => move.before === undefined || move.after === undefined, {
    path: ["after"],
    error: "give before or after, not both",
  });
/** A validated move. */
export type MoveTask = z.infer<typeof moveTask>;

/** Query of a patch. */
export const patchQuery = z.strictObject({
  scope: editScope
    .optional()
    .describe(
      "Of a task that recurs: this occurrence, it and the following, or all, also those that are done.",
    ),
});

/** To when one occurrence is put off; the rule and all others stay as they are. */
export const postpone = z.union(
  [z.strictObject({ due_at: instant }), z.strictObject({ due_date: plainDate })],
  {
    error: "give either due_at (an instant) or due_date (a plain date)",
  },
);
/** To when one occurrence is put off. */
export type Postpone = z.infer<typeof postpone>;

/** Where to move a project in manual order. */
export const moveProject = z.union([
  z.strictObject({ before: z.int().positive() }),
  z.strictObject({ after: z.int().positive() }),
]);
/** A validated move of a project. */
export type MoveProject = z.infer<typeof moveProject>;

/** Answer of an undo: the tasks it brought back or changed, and the token that takes the undo itself back. */
export const undone = z.strictObject({
  tasks: z.array(task),
  undo_token: undoToken,
});
