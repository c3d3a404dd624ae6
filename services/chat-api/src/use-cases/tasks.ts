import { APP_IDS } from "@punctual/contracts/apps";
import type { TaskEvent } from "@punctual/contracts/events";
import type { NewTask, Task, TaskFilter, TaskPage, TaskPatch } from "@punctual/contracts/task";
import { inTransaction } from "@punctual/service-kit/database";
import { appendToOutbox } from "@punctual/service-kit/outbox/append";
import type pg from "pg";
import { decodeCursor, encodeCursor } from "../domain/cursor.ts";
import { changeEvents } from "../domain/task-changes.ts";
import { chatApiErrors } from "../errors.ts";
import {
  findTask,
  insertTask,
  listTasks,
  markTaskDeleted,
  markTaskDone,
  updateTask,
} from "../store/tasks.ts";

/**
 * Everything that can be done with tasks, whichever door it comes through (REST, MCP, chat). Each write is one
 * transaction with its events; it neither waits for Kafka nor for the sidecar. An id that isn't the user's own is
 * `task_not_found`.
 */
export interface Tasks {
  /** Makes tasks, all or none. */
  create(userId: string, tasks: readonly NewTask[]): Promise<Task[]>;
  /** One page, newest first. */
  list(userId: string, filter: TaskFilter): Promise<TaskPage>;
  get(userId: string, id: number): Promise<Task>;
  /** Like get, but also finds deleted tasks. */
  getWithTrash(userId: string, id: number): Promise<Task>;
  patch(userId: string, id: number, patch: TaskPatch): Promise<Task>;
  /** Completes tasks, all or none; those already done stay as they are. */
  complete(userId: string, ids: readonly number[]): Promise<Task[]>;
  delete(userId: string, id: number): Promise<void>;
}

/** Makes the use cases on a database. */
export function createTasks(pool: pg.Pool): Tasks {
  return {
    async create(userId, drafts) {
      return inTransaction(pool, async (transaction) => {
        const tasks: Task[] = [];
        for (const draft of drafts) tasks.push(await insertTask(transaction, userId, draft));
        await announce(transaction, "created", userId, tasks);
        return tasks;
      });
    },

    async list(userId, filter) {
      const before = filter.cursor === undefined ? null : decodeCursor(filter.cursor);
      // One more than asked for tells whether there is a next page.
      const found = await listTasks(pool, userId, { ...filter, limit: filter.limit + 1 }, before);
      const items = found.slice(0, filter.limit);
      const last = items.at(-1);
      return { items, next_cursor: found.length > items.length && last ? encodeCursor(last.id) : null };
    },

    async get(userId, id) {
      return (await findTask(pool, userId, id)) ?? notFound(id);
    },

    async getWithTrash(userId, id) {
      return (await findTask(pool, userId, id, { trashed: true })) ?? notFound(id);
    },

    async patch(userId, id, patch) {
      return inTransaction(pool, async (transaction) => {
        const before = (await findTask(transaction, userId, id, { lock: true })) ?? notFound(id);
        // Giving one kind of due takes the other's place.
        const complete: TaskPatch = { ...patch };
        if (patch.due_at && before.due_date) complete.due_date = null;
        if (patch.due_date && before.due_at) complete.due_at = null;
        const task = await updateTask(transaction, userId, id, complete);
        await announce(transaction, "updated", userId, [task]);
        return task;
      });
    },

    async complete(userId, ids) {
      return inTransaction(pool, async (transaction) => {
        const results = new Map<number, Task>();
        const completed: Task[] = [];
        // In one order everywhere, so that two calls with the same tasks don't wait for each other.
        for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
          const task = (await findTask(transaction, userId, id, { lock: true })) ?? notFound(id);
          const done = task.status === "done" ? task : await markTaskDone(transaction, userId, id);
          if (done !== task) completed.push(done);
          results.set(id, done);
        }
        await announce(transaction, "completed", userId, completed);
        return ids.map((id) => results.get(id) ?? notFound(id));
      });
    },

    async delete(userId, id) {
      await inTransaction(pool, async (transaction) => {
        if (!(await findTask(transaction, userId, id, { lock: true }))) notFound(id);
        const task = await markTaskDeleted(transaction, userId, id);
        await announce(transaction, "deleted", userId, [task]);
      });
    },
  };
}

async function announce(
  transaction: pg.PoolClient,
  kind: TaskEvent["event_type"],
  userId: string,
  tasks: readonly Task[],
): Promise<void> {
  const events = tasks.flatMap((task) => changeEvents(kind, userId, task));
  await appendToOutbox(transaction, APP_IDS.chatApi, events);
}

function notFound(id: number): never {
  throw chatApiErrors.taskNotFound(`You have no task ${id}.`);
}
