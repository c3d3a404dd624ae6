import { fold } from "@punctual/contracts/fold";
import type { EditScope, Task, TaskPatch } from "@punctual/contracts/task";
import { editedSeries } from "./edit-series.ts";
import { checkTask, normalEstimate, withIds } from "./new-task.ts";
import { withoutSnoozes } from "./reminders.ts";

/** The task after a patch, but for version and time; throws validation_failed where the result can't be. */
export function patched(before: Task, patch: TaskPatch, scope?: EditScope): Task {
  const { reminders, estimate, recurrence, ...fields } = patch;
  const after: Task = {
    ...before,
    ...defined(fields),
    // Giving one kind of due takes the other's place.
    ...(patch.due_at ? { due_date: null } : {}),
    ...(patch.due_date ? { due_at: null } : {}),
    // As they are read: tags have no order of their own.
    ...(patch.tags ? { tags: patch.tags.toSorted((a, b) => (fold(a) < fold(b) ? -1 : 1)) } : {}),
    ...(reminders ? { reminders: withIds(reminders, before.reminders) } : {}),
    ...(estimate === undefined ? {} : { estimate: normalEstimate(estimate) }),
    ...(recurrence === undefined ? {} : { recurrence }),
  };
  checkTask(after);
  const edited = editedSeries(before, after, patch, scope);
  if (reminders || sameTimes(before, edited)) return edited;
  // What was put off was put off for the old time.
  return { ...edited, reminders: withoutSnoozes(edited.reminders) };
}

function sameTimes(a: Task, b: Task): boolean {
  return a.due_at === b.due_at && a.due_date === b.due_date && a.start_at === b.start_at;
}

/** Whether nothing that people see would be different. */
export function sameTask(a: Task, b: Task): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
