import type { Task } from "@punctual/contracts/task";
import { findTasks } from "../../store/tasks/read.ts";
import type { Reader } from "../../store/unit-of-work.ts";
import { taskNotFound } from "./change.ts";

/** Reads a task; `trashed` also finds deleted ones. */
export async function getTask(reader: Reader, id: number, trashed = false): Promise<Task> {
  const [task] = await findTasks(reader, [id], { trashed });
  if (!task) throw taskNotFound(id);
  return task;
}
