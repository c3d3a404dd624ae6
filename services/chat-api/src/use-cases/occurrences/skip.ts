import type { Task } from "@punctual/contracts/task";
import { nextOccurrence } from "@punctual/schedule/occurrence/next";
import { movedOn, withSeries } from "../../domain/series.ts";
import { chatApiErrors } from "../../errors.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { type Precondition, saveTask, taskToChange } from "../tasks/change.ts";

/**
 * Moves a task that recurs on to its next occurrence without its being done. The last one goes to the trash: there is
 * nothing left to do.
 */
export async function skipTask(unit: UnitOfWork, id: number, expects?: Precondition): Promise<Task> {
  const before = withSeries(await taskToChange(unit, id, expects));
  if (!before.recurrence) {
    throw chatApiErrors.notRecurring(
      `Task ${id} doesn't recur; complete it, delete it or give it a new due date.`,
    );
  }
  if (before.status === "done") {
    throw chatApiErrors.notRecurring(`Task ${id} is done already; skip the one that follows it.`);
  }
  const closedAt = laterOf(unit.now, before);
  const next = nextOccurrence(before, closedAt);
  return saveTask(
    unit,
    "skipped",
    before,
    next ? movedOn(before, next) : { ...before, deleted_at: unit.now },
  );
}

/** One that recurs from completion and is skipped before its time counts from its time, or it would be the same again. */
function laterOf(now: string, task: Task): string {
  if (task.recurrence?.mode !== "completion") return now;
  const due = task.due_at ?? (task.due_date && `${task.due_date}T12:00:00.000Z`);
  return due && due > now ? due : now;
}
