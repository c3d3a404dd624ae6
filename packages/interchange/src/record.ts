import { newProject, newTag, projectName } from "@punctual/contracts/named";
import { series } from "@punctual/contracts/series";
import { newTask, task } from "@punctual/contracts/task";
import { line, text } from "@punctual/contracts/text";
import { instant } from "@punctual/contracts/time";
import { z } from "zod";

/** What a file calls a task by, for ever: another import knows the task by it again. */
const uid = line.min(1, "must not be empty").max(1000, "must have at most 1,000 characters");
/** A key of manual order: see `position` of a task. */
const position = z
  .string()
  .regex(/^[!-~]{1,500}$/, "must be at most 500 visible ASCII characters")
  .nullable()
  .default(null);
const moment = instant.nullable().default(null);
const version = z.int().positive().max(2_000_000_000).nullable().default(null);

// Ids are another store's; tasks are linked by uid and name instead.
const { project_id: _project, parent_id: _parent, ...content } = newTask.shape;

/**
 * A task on its way in or out: what the API shows, linked by names and uids. What a format can't say is null, or as in
 * a new task.
 */
export const interchangeTask = z
  .strictObject({
    kind: z.literal("task"),
    uid,
    ...content,
    status: task.shape.status.default("open"),
    /** Where it stands in its series, which goes by the uid of its first task. */
    series: series.omit({ id: true }).extend({ of: uid }).nullable().default(null),
    /** The project's name. */
    project: projectName.nullable().default(null),
    /** The parent's uid. */
    parent: uid.nullable().default(null),
    position,
    version,
    created_at: moment,
    updated_at: moment,
    completed_at: moment,
    deleted_at: moment,
  })
  .refine((given) => !given.due_at || !given.due_date, {
    path: ["due_date"],
    error: "give either due_at (an instant) or due_date (a plain date), not both",
  })
  .refine((given) => !given.recurrence || given.due_at || given.due_date, {
    path: ["recurrence"],
    error: "needs due_at or due_date to recur from",
  })
  .refine((given) => !given.due_date || !/BY(HOUR|MINUTE|SECOND)/.test(given.recurrence?.rrule ?? ""), {
    path: ["recurrence"],
    error: "has hours (BYHOUR), which need due_at; this is due on a date",
  })
  .refine((given) => given.status === "done" || given.completed_at === null, {
    path: ["completed_at"],
    error: "must be null while the status is open",
  });
/** A validated task. */
export type InterchangeTask = z.output<typeof interchangeTask>;
/** A task before it's validated. */
export type InterchangeTaskDraft = z.input<typeof interchangeTask>;

const named = { version, created_at: moment, updated_at: moment, archived_at: moment };

/** A project on its way in or out, known by its name. */
export const interchangeProject = z.strictObject({
  kind: z.literal("project"),
  ...newProject.shape,
  position,
  ...named,
});

/** A tag on its way in or out, known by its name. */
export const interchangeTag = z.strictObject({ kind: z.literal("tag"), ...newTag.shape, ...named });

/** A saved filter on its way in or out, known by its name. */
export const interchangeFilter = z.strictObject({
  kind: z.literal("filter"),
  name: projectName,
  query: text.max(2000, "must have at most 2,000 characters"),
  sort: text.max(200, "must have at most 200 characters").nullable().default(null),
  version,
  created_at: moment,
  updated_at: moment,
});

/** Anything that goes in or out. */
export const interchangeRecord = z.discriminatedUnion("kind", [
  interchangeTask,
  interchangeProject,
  interchangeTag,
  interchangeFilter,
]);
/** Anything that goes in or out. */
export type InterchangeRecord = z.output<typeof interchangeRecord>;

const LOCAL_UID = "line:";

/** Stands for a uid where a format has none: it holds within the file only. */
export function localUid(lineNumber: number): string {
  return `${LOCAL_UID}${lineNumber}`;
}

/** Whether a uid holds within its file only, so that another import doesn't know the task again. */
export function isLocalUid(given: string): boolean {
  return given.startsWith(LOCAL_UID);
}
