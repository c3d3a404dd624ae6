import type { TimeField, TimeRange } from "@punctual/query/resolved";
import { TIME_COLUMNS } from "./columns.ts";
import type { Param } from "./statement.ts";

/** SQL that says whether a time of the task `t` is within a stretch. */
export function timesPredicate(field: TimeField, range: TimeRange, param: Param): string {
  switch (field) {
    case "due":
      return duePredicate(range, param);
    case "reminder":
      return reminderPredicate(range, param);
    default:
      return within(TIME_COLUMNS[field], "timestamptz", range.from, range.before, param);
  }
}

/** A whole day's key is its end in UTC: see `task.due_key`. */
const END_OF_DAY = "T23:59:59.999Z";

/**
 * Instants and whole days are each compared with their own; the key, by which both are indexed, is compared with what
 * includes both.
 */
function duePredicate(range: TimeRange, param: Param): string {
  const lowest = outermost("lowest", range.from, range.fromDay);
  const highest = outermost("highest", range.before, range.beforeDay);
  const key = within("t.due_key", "timestamptz", lowest, highest, param);
  const instant = within("t.due_at", "timestamptz", range.from, range.before, param);
  const day = within("t.due_date", "date", range.fromDay, range.beforeDay, param);
  // Not as OR: the planner would take it for something that few of the tasks in the stretch fulfil.
  return `(${key} AND coalesce(${instant}, ${day}))`;
}

function outermost(which: "lowest" | "highest", instant: string | null, day: string | null): string | null {
  if (instant === null || day === null || instant === "infinity") return instant;
  // Both have four digits for the year, so that they compare as text.
  const [low, high] = [instant, day + END_OF_DAY].sort();
  return (which === "lowest" ? low : high) ?? null;
}

/** A reminder is at an instant, or so long before the task starts or is due. */
function reminderPredicate({ from, before }: TimeRange, param: Param): string {
  const at = within("reminder.at", "timestamptz", from, before, param);
  return `(t.reminders <> '[]' AND EXISTS (
    SELECT FROM jsonb_array_elements(t.reminders) AS each (value)
    CROSS JOIN LATERAL (SELECT coalesce((value->>'at')::timestamptz,
      CASE value->>'of' WHEN 'start' THEN t.start_at ELSE t.due_key END - (value->>'before')::interval) AS at) AS reminder
    WHERE ${at}))`;
}

function within(
  column: string,
  type: "timestamptz" | "date",
  from: string | null,
  before: string | null,
  param: Param,
): string {
  const low = from === null ? [] : [`${column} >= ${param(from)}::${type}`];
  const high = before === null ? [] : [`${column} < ${param(before)}::${type}`];
  return `(${[...low, ...high].join(" AND ")})`;
}
