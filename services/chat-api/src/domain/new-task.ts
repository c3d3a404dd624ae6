import type { NewReminder, Reminder } from "@punctual/contracts/reminder";
import type { NewTask, Task } from "@punctual/contracts/task";
import { durationMinutes, minutesDuration } from "@punctual/contracts/time";
import { errors } from "@punctual/service-kit/errors";
import { positionOfNew } from "./position.ts";

/** The task that a draft makes. @param now RFC 3339 */
export function taskOf(draft: NewTask, id: number, now: string): Task {
  const task: Task = {
    ...draft,
    id,
    status: "open",
    reminders: withIds(draft.reminders, []),
    estimate: normalEstimate(draft.estimate),
    position: positionOfNew(id),
    version: 1,
    created_at: now,
    updated_at: now,
    completed_at: null,
    deleted_at: null,
  };
  checkTask(task);
  return task;
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
}
