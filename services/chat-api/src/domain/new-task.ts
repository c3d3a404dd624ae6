import type { NewReminder, Reminder } from "@punctual/contracts/reminder";
import type { NewTask, Task } from "@punctual/contracts/task";
import { durationMinutes, minutesDuration } from "@punctual/contracts/time";
import { nextOccurrence } from "@punctual/schedule/occurrence/next";
import { occurrenceOf } from "@punctual/schedule/occurrence/recurring";
import { RecurError } from "@punctual/schedule/rule/error";
import { errors } from "@punctual/service-kit/errors";
import { positionOfNew } from "./position.ts";
import { withSeries } from "./series.ts";

/** The task that a draft makes. @param now RFC 3339 */
export function taskOf(draft: NewTask, id: number, now: string): Task {
  const task: Task = {
    ...draft,
    id,
    status: "open",
    reminders: withIds(draft.reminders, []),
    estimate: normalEstimate(draft.estimate),
    series: null,
    position: positionOfNew(id),
    version: 1,
    created_at: now,
    updated_at: now,
    completed_at: null,
    deleted_at: null,
  };
  checkTask(task);
  return withSeries(task);
}

/** An estimate in hours and minutes, however it was written: `PT90M` and `PT1H30M` are the same. */
export function normalEstimate(estimate: string | null): string | null {
  const minutes = estimate === null ? undefined : durationMinutes(estimate);
  return minutes === undefined ? null : minutesDuration(minutes);
}

/** Reminders with ids: those that a task had keep theirs, new ones get the next. Of equal ones, the first stays. */
export function withIds(wanted: readonly NewReminder[], had: readonly Reminder[]): Reminder[] {
  const known = new Set(had.map(({ id }) => id));
  const unknown = wanted.findIndex(({ id }) => id !== undefined && !known.has(id));
  if (unknown >= 0) {
    throw errors.validationFailed("A reminder has an id that this task doesn't know.", {
      errors: [{ field: `reminders[${unknown}].id`, message: "leave it out for a new reminder" }],
    });
  }
  let next = Math.max(0, ...known) + 1;
  const kept = new Map<string, Reminder>();
  for (const { id, ...reminder } of wanted) {
    const key = JSON.stringify(reminder);
    if (!kept.has(key)) kept.set(key, { id: id ?? next++, ...reminder });
  }
  return [...kept.values()];
}

/** Throws validation_failed for a task whose fields are right each, but not together. */
export function checkTask(task: Task): void {
  if (task.recurrence && !task.due_at && !task.due_date) {
    throw errors.validationFailed("A task that recurs needs a date to recur from.", {
      errors: [{ field: "recurrence", message: "needs due_at or due_date" }],
    });
  }
  if (task.recurrence) checkRule(task);
}

/** A rule may be right by itself, but not from this due date: hours where that is a whole day, or never again. */
function checkRule(task: Task): void {
  const refuse = (message: string, cause?: unknown) =>
    errors.validationFailed("The task can't recur by this rule.", {
      errors: [{ field: "recurrence.rrule", message }],
      ...(cause === undefined ? {} : { cause }),
    });
  const local = occurrenceOf(task) ?? "";
  if (!/^(?!0000)\d{4}-/.test(local)) {
    throw errors.validationFailed("The task can't recur from that far away.", {
      errors: [{ field: "due_at", message: "must be between the years 1 and 9999 in the task's zone, too" }],
    });
  }
  try {
    const next = nextOccurrence(withSeries(task), task.due_at ?? `${task.due_date}T00:00:00.000Z`);
    const ends = /COUNT|UNTIL/.test(task.recurrence?.rrule ?? "");
    if (!next && !ends) throw refuse("never comes about from that due date; give another date or rule");
  } catch (error) {
    if (!(error instanceof RecurError)) throw error;
    throw refuse(error.message, error);
  }
}
