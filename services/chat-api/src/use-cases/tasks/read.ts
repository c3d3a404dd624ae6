import type { Task, TaskFilter, TaskPage } from "@punctual/contracts/task";
import { decodeCursor, encodeCursor } from "../../domain/cursor.ts";
import { listTasks } from "../../store/tasks/list.ts";
import { findTasks } from "../../store/tasks/read.ts";
import type { Reader } from "../../store/unit-of-work.ts";
import { taskNotFound } from "./change.ts";

/** Reads a task; `trashed` also finds deleted ones. */
export async function getTask(reader: Reader, id: number, trashed = false): Promise<Task> {
  const [task] = await findTasks(reader, [id], { trashed });
  if (!task) throw taskNotFound(id);
  return task;
}

/** One page, newest first. */
export async function pageOfTasks(reader: Reader, filter: TaskFilter): Promise<TaskPage> {
  const before = filter.cursor === undefined ? null : decodeCursor(filter.cursor);
  // One more than asked for tells whether there is a next page.
  const found = await listTasks(reader, { ...filter, limit: filter.limit + 1 }, before);
  const items = found.slice(0, filter.limit);
  const last = items.at(-1);
  return { items, next_cursor: found.length > items.length && last ? encodeCursor(last.id) : null };
}
