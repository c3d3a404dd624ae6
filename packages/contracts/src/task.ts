import { z } from "zod";
import { fold } from "./fold.ts";
import { filterName, tagName } from "./named.ts";
import { recurrence, shownRecurrence } from "./recurrence.ts";
import { newReminder, reminder } from "./reminder.ts";
import { series } from "./series.ts";
import { line, text } from "./text.ts";
import { duration, instant, plainDate, timeZone } from "./time.ts";

/** Priorities, lowest first. */
export const PRIORITIES = ["none", "low", "medium", "high", "urgent"] as const;
const STATUSES = ["open", "done"] as const;

/** A task's id: a positive integer, unique over all users. */
export const taskId = z.int().positive();

/** A task's id in an address: decimal digits and nothing else. */
export const taskIdParam = z
  .string()
  .regex(/^[1-9][0-9]{0,14}$/, "must be a task's id, such as 12")
  .transform(Number)
  .pipe(taskId);

const title = line.min(1, "must not be empty").max(500, "must have at most 500 characters");
const notes = text.max(20_000, "must have at most 20,000 characters");
// The same tag written another way is the same tag: the first stays.
const tags = z
  .array(tagName)
  .max(50, "must have at most 50 tags")
  .overwrite((all) => [...new Map(all.toReversed().map((name) => [fold(name), name])).values()].toReversed());

/** A task as the API, events and tools show it. Instants are UTC. */
export const task = z.strictObject({
  id: taskId,
  title: z.string(),
  notes: z.string(),
  status: z.enum(STATUSES),
  priority: z.enum(PRIORITIES),
  tags: z.array(z.string()),
  project_id: z.int().positive().nullable(),
  parent_id: taskId.nullable(),
  due_at: instant.nullable(),
  due_date: plainDate.nullable(),
  time_zone: z.string().nullable(),
  start_at: instant.nullable(),
  recurrence: shownRecurrence.nullable(),
  series: series.nullable(),
  reminders: z.array(reminder),
  estimate: z.string().nullable(),
  /** Its place in manual order within its project: compared as text, by code points. */
  position: z.string(),
  version: z.int().positive(),
  created_at: instant,
  updated_at: instant,
  completed_at: instant.nullable(),
  deleted_at: instant.nullable(),
});
/** A task as the API, events and tools show it. */
export type Task = z.infer<typeof task>;

const fields = {
  title,
  notes,
  priority: z.enum(PRIORITIES),
  tags,
  due_at: instant.nullable(),
  due_date: plainDate.nullable(),
  time_zone: timeZone.nullable(),
  start_at: instant.nullable(),
  project_id: z.int().positive().nullable(),
  parent_id: taskId.nullable(),
  recurrence: recurrence.nullable(),
  reminders: z.array(newReminder).max(20, "must have at most 20 reminders"),
  estimate: duration.nullable(),
};

function oneDue(value: {
  due_at?: string | null | undefined;
  due_date?: string | null | undefined;
}): boolean {
  return !value.due_at || !value.due_date;
}
const ONE_DUE = {
  path: ["due_date"],
  error: "give either due_at (an instant) or due_date (a plain date), not both",
};

/** What a new task is made from; only the title is required. */
export const newTask = z
  .strictObject({
    title: fields.title,
    notes: fields.notes.default(""),
    priority: fields.priority.default("none"),
    tags: fields.tags.default([]),
    due_at: fields.due_at.default(null),
    due_date: fields.due_date.default(null),
    time_zone: fields.time_zone.default(null),
    start_at: fields.start_at.default(null),
    project_id: fields.project_id.default(null),
    parent_id: fields.parent_id.default(null),
    recurrence: fields.recurrence.default(null),
    reminders: fields.reminders.default([]),
    estimate: fields.estimate.default(null),
  })
  .refine(oneDue, ONE_DUE);
/** A validated new task, with every field present. */
export type NewTask = z.infer<typeof newTask>;

/** A JSON merge patch (RFC 7396) of a task: what is absent stays, `null` clears; arrays are replaced whole. */
export const taskPatch = z
  .strictObject(fields)
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { error: "must change at least one field" })
  .refine(oneDue, ONE_DUE);
/** A validated patch. */
export type TaskPatch = z.infer<typeof taskPatch>;

/**
 * Which occurrences of a task that recurs a patch is for: this one alone; it and those to come; or those that are done
 * as well. Without it, a new due date is this one's, and all else is for those to come too.
 */
export const EDIT_SCOPES = ["this", "following", "all"] as const;
/** Which occurrences a patch is for. */
export const editScope = z.enum(EDIT_SCOPES);
/** Which occurrences a patch is for. */
export type EditScope = z.infer<typeof editScope>;

/** What tasks to list, and how: query parameters of `GET /api/tasks`. */
export const taskFilter = z.strictObject({
  query: text
    .max(2000, "must have at most 2,000 characters")
    .optional()
    .describe(
      "In the query language: words, and conditions such as `status:open priority>=high due<today+7d`.",
    )
    .meta({ examples: ["status:open priority>=high due<today+7d -tag:home"] }),
  filter: filterName.optional().describe("The name of a saved filter, which must fit as well."),
  sort: z
    .string()
    .min(1, "must name a key such as due, or be left out")
    .max(200)
    .optional()
    .describe(
      "Up to four keys, each the other way round after a `-`. Without it, the best or newest come first.",
    )
    .meta({ examples: ["-priority,due"] }),
  time_zone: timeZone.default("UTC").describe("Where today is, and whatever else is relative."),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2000).optional().describe("`next_cursor` of the page before."),
});
/** A validated filter. */
export type TaskFilter = z.infer<typeof taskFilter>;

/** Part of a text: from `start` to before `end`, in UTF-16 units. */
const part = z.strictObject({ start: z.int().min(0), end: z.int().min(0) });
const highlight = z
  .strictObject({ text: z.string(), ranges: z.array(part).readonly() })
  .describe("A text, or what of it is worth showing, and the parts of it that were found.");

/** A task in a list; one that was looked for with words says where they are. */
export const listedTask = task.extend({
  highlights: z.strictObject({ title: highlight.optional(), notes: highlight.optional() }).optional(),
});
/** A task in a list. */
export type ListedTask = z.input<typeof listedTask>;

/** One page of tasks; `next_cursor` is null on the last. */
export const taskPage = z.strictObject({ items: z.array(listedTask), next_cursor: z.string().nullable() });
/** One page of tasks. */
export type TaskPage = z.infer<typeof taskPage>;
