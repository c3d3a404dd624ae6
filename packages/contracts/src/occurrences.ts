import { z } from "zod";
import { recurrenceMode } from "./recurrence.ts";
import { localMoment } from "./series.ts";
import { taskId } from "./task.ts";
import { instant, plainDate } from "./time.ts";

/** What became of an occurrence. */
export const OCCURRENCE_STATES = ["open", "done", "skipped", "deleted"] as const;

/** An occurrence that was made. */
export const pastOccurrence = z.strictObject({
  task_id: taskId.describe("Its task; one that was purged is there no more."),
  occurrence: localMoment,
  due_at: instant.nullable(),
  due_date: plainDate.nullable(),
  state: z.enum(OCCURRENCE_STATES),
  closed_at: instant.nullable().describe("When it was done, skipped or deleted."),
  late: z
    .string()
    .nullable()
    .describe("By how much it was done after it was due: an ISO 8601 duration, in days where due is a date."),
  missed: z.int().min(0).describe("Occurrences right before it that went by while an earlier one was open."),
});
/** An occurrence that was made. */
export type PastOccurrence = z.infer<typeof pastOccurrence>;

/** An occurrence that a rule gives: a plain date, or a wall time and the instant that it is in its zone. */
export const plannedOccurrence = z.union([
  z.strictObject({ date: plainDate }),
  z.strictObject({
    at: instant,
    local: localMoment,
    offset_changed: z
      .boolean()
      .describe("Daylight saving began or ended since the one before: the same hour, another distance."),
  }),
]);
/** An occurrence that a rule gives. */
export type PlannedOccurrence = z.infer<typeof plannedOccurrence>;

/** Answer of `GET /api/tasks/{id}/occurrences`: the whole series that a task is of. */
export const occurrences = z.strictObject({
  series_id: taskId,
  rrule: z.string().nullable().describe("Null once the series was ended."),
  text: z.string().nullable().describe("The rule in words."),
  mode: recurrenceMode.nullable(),
  start: localMoment,
  time_zone: z.string().nullable(),
  missed: z.int().min(0).describe("All that went by in this series while an earlier one was open."),
  items: z.array(pastOccurrence).describe("Those that were made, the newest first, up to `past`."),
  next: z.array(plannedOccurrence).describe("Those that will follow the open one, were it done in time."),
});
/** The series that a task is of. */
export type Occurrences = z.infer<typeof occurrences>;

/** How much of a series to show. */
export const occurrencesQuery = z.strictObject({
  past: z.coerce.number().int().min(0).max(500).default(50),
  next: z.coerce.number().int().min(0).max(100).default(10),
});

/**
 * What recurrence asks chat-api for when a task was completed: the next of its series. `after` and `completed_at` say
 * which completion it follows, so that one which was taken back meanwhile has none.
 */
export const nextOccurrence = z.strictObject({
  user_id: z.string().min(1),
  after: taskId,
  completed_at: instant,
  occurrence: localMoment,
  due_at: instant.nullable(),
  due_date: plainDate.nullable(),
  number: z.int().positive(),
  missed: z.int().min(0),
});
/** What recurrence asks chat-api for. */
export type NextOccurrence = z.infer<typeof nextOccurrence>;

/** What became of it: `exists` where it had been made before, `unwanted` where the completion or the series is no more. */
export const nextOccurrenceMade = z.strictObject({
  result: z.enum(["made", "exists", "unwanted"]),
  task_id: taskId.nullable(),
});
/** What became of it. */
export type NextOccurrenceMade = z.infer<typeof nextOccurrenceMade>;
