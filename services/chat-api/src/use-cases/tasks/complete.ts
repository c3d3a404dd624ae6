import type { Task } from "@punctual/contracts/task";
import { withSeries } from "../../domain/series.ts";
import { descendantsOf, findTasks, lockTree } from "../../store/tasks/read.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { retractNext } from "../occurrences/retract.ts";
import { type Precondition, saveTask, saveTasks, taskNotFound, taskToChange } from "./change.ts";

/**
 * Marks a task as done; one that is done already stays as it is. What is below one that recurs is done with it: its
 * next occurrence, which recurrence asks for, has all that afresh.
 */
export async function completeTask(unit: UnitOfWork, id: number, expects?: Precondition): Promise<Task> {
  const before = await taskToChange(unit, id, expects);
  const [done] = await complete(unit, [before]);
  return done ?? before;
}

/** Completes tasks, all or none, and gives them in the order asked for. */
export async function completeTasks(unit: UnitOfWork, ids: readonly number[]): Promise<Task[]> {
  const found = await findTasks(unit, ids, { lock: true });
  const completed = new Map((await complete(unit, found)).map((task) => [task.id, task]));
  return ids.map((id) => {
    const task = completed.get(id);
    if (!task) throw taskNotFound(id);
    return task;
  });
}

/** Opens a task that was done; what followed it in its series goes, unless somebody has touched it. */
export async function reopenTask(unit: UnitOfWork, id: number, expects?: Precondition): Promise<Task> {
  const before = await taskToChange(unit, id, expects);
  const after = await saveTask(unit, "reopened", before, { ...before, status: "open", completed_at: null });
  if (before.status === "done") await retractNext(unit, [after]);
  return after;
}

/** In the order given; what is below recurring ones comes after all of them. */
async function complete(unit: UnitOfWork, tasks: readonly Task[]): Promise<Task[]> {
  const below = new Map<number, Task>();
  const recurring = tasks.filter(({ status, recurrence }) => recurrence && status === "open");
  if (recurring.length > 0) {
    await lockTree(unit);
    for (const { id } of recurring) {
      const found = await findTasks(unit, await descendantsOf(unit, id), { lock: true });
      for (const task of found) if (!task.recurrence) below.set(task.id, task);
    }
  }
  for (const { id } of tasks) below.delete(id);
  const changes = [...tasks, ...below.values()].map((before) => ({ before, after: done(before, unit.now) }));
  return saveTasks(unit, "completed", changes);
}

function done(task: Task, now: string): Task {
  return task.status === "done" ? task : { ...withSeries(task), status: "done", completed_at: now };
}
