import { z } from "zod";
import { recurrenceMode } from "./recurrence.ts";
import { task } from "./task.ts";
import { text } from "./text.ts";
import { instant, plainDate, timeZone } from "./time.ts";
import { undoToken } from "./writes.ts";

/** Body of `POST /api/quick-add`: a task in one line. */
export const quickAddRequest = z.strictObject({
  text: text
    .min(1, "must not be empty")
    .max(2000, "must have at most 2,000 characters")
    .meta({ examples: ["Pay rent every 1st at 9am #home @bills !high remind 1d before"] }),
  time_zone: timeZone.optional().describe("Where today is; without it, your own zone, or UTC."),
  dry_run: z.boolean().optional().describe("Only say what the text means."),
});
/** Body of a quick-add. */
export type QuickAddRequest = z.output<typeof quickAddRequest>;

/** `?dry_run`, `?dry_run=true` and `?dry_run=1` are the same. */
export const quickAddQuery = z.strictObject({
  dry_run: z
    .enum(["", "true", "1", "false", "0"], { error: "must be true or false" })
    .optional()
    .describe("Only say what the text means."),
});

/** A part of the text that was taken, from `start` to before `end`, in UTF-16 units. */
const span = z.strictObject({
  kind: z.enum(["due", "recurrence", "tag", "project", "priority", "reminder", "estimate"]),
  start: z.int().min(0),
  end: z.int().min(0),
  text: z.string(),
});

/** What a text means. */
export const parsedQuickAdd = z.strictObject({
  title: z.string(),
  due_at: instant.nullable(),
  due_date: plainDate.nullable(),
  time_zone: z.string(),
  recurrence: z
    .strictObject({
      rrule: z.string(),
      mode: recurrenceMode,
      text: z.string().describe("The rule in words."),
    })
    .nullable(),
  project: z
    .strictObject({
      id: z.int().positive().nullable().describe("Null where there is none of the name yet: it is made."),
      name: z.string(),
    })
    .nullable(),
  tags: z.array(z.string()),
  priority: task.shape.priority,
  reminders: z.array(
    z.union([z.strictObject({ at: instant }), z.strictObject({ before: z.string(), of: z.literal("due") })]),
  ),
  estimate: z.string().nullable(),
  spans: z.array(span),
  notices: z
    .array(z.strictObject({ start: z.int().min(0), end: z.int().min(0), message: z.string() }))
    .describe("What looks as if it meant more, and stays in the title."),
});
/** What a text means. */
export type ParsedQuickAdd = z.input<typeof parsedQuickAdd>;

/** Answer of a quick-add; `task` is null in a dry run. */
export const quickAdded = z.strictObject({
  task: task.nullable(),
  parsed: parsedQuickAdd,
  undo_token: undoToken,
});
