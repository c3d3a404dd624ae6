import type { Task } from "@punctual/contracts/task";
import type { Postpone } from "@punctual/contracts/writes";
import { chatApiErrors } from "../../errors.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { type Precondition, taskToChange } from "../tasks/change.ts";
import { patchTask } from "../tasks/patch.ts";

/** Gives one occurrence another due date; the rule, and what follows by it, stays. */
export function postponeTask(
  unit: UnitOfWork,
  id: number,
  to: Postpone,
  expects?: Precondition,
): Promise<Task> {
  return patchTask(unit, id, to, expects, "this");
}

/** Ends a series: the open task stays, and nothing follows it. */
export async function endSeries(unit: UnitOfWork, id: number, expects?: Precondition): Promise<Task> {
  const task = await taskToChange(unit, id, expects);
  if (!task.recurrence)
    throw chatApiErrors.notRecurring(`Task ${id} doesn't recur; there is nothing to end.`);
  return patchTask(unit, id, { recurrence: null });
}
