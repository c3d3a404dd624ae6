import type { Task } from "@punctual/contracts/task";
import { findTasks } from "../../store/tasks/read.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { type Precondition, saveTask, saveTasks, taskNotFound, taskToChange } from "./change.ts";

/** Marks a task as done; one that is done already stays as it is. */
export async function completeTask(unit: UnitOfWork, id: number, expects?: Precondition): Promise<Task> {
  const before = await taskToChange(unit, id, expects);
  return saveTask(unit, "completed", before, done(before, unit.now));
}

/** Completes tasks, all or none, and gives them in the order asked for. */
export async function completeTasks(unit: UnitOfWork, ids: readonly number[]): Promise<Task[]> {
  const found = await findTasks(unit, ids, { lock: true });
  const changes = found.map((before) => ({ before, after: done(before, unit.now) }));
  const saved = new Map((await saveTasks(unit, "completed", changes)).map((task) => [task.id, task]));
  return ids.map((id) => {
    const task = saved.get(id);
    if (!task) throw taskNotFound(id);
    return task;
  });
}

/** Opens a task that was done. */
export async function reopenTask(unit: UnitOfWork, id: number, expects?: Precondition): Promise<Task> {
  const before = await taskToChange(unit, id, expects);
  return saveTask(unit, "reopened", before, { ...before, status: "open", completed_at: null });
}

function done(task: Task, now: string): Task {
  return task.status === "done" ? task : { ...task, status: "done", completed_at: now };
}
