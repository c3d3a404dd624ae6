import type { Task } from "@punctual/contracts/task";
import { chatApiErrors } from "../../errors.ts";
import { descendantsOf, findTasks, lockTree } from "../../store/tasks/read.ts";
import { purgeTasks } from "../../store/tasks/write.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { type Precondition, saveTasks, taskToChange } from "./change.ts";

/** Puts a task and all that is below it into the trash, from where it is purged after 30 days. */
export async function deleteTask(unit: UnitOfWork, id: number, expects?: Precondition): Promise<Task> {
  await lockTree(unit);
  const task = await taskToChange(unit, id, expects);
  const below = await findTasks(unit, await descendantsOf(unit, id), { lock: true });
  const deleted_at = unit.now;
  const changes = [task, ...below].map((before) => ({ before, after: { ...before, deleted_at } }));
  const [deleted] = await saveTasks(unit, "deleted", changes);
  return deleted ?? task;
}

/**
 * Takes a task out of the trash, with what went there together with it. Where its parent is still in the trash, it has
 * none afterwards.
 */
export async function restoreTask(unit: UnitOfWork, id: number, expects?: Precondition): Promise<Task> {
  await lockTree(unit);
  const task = await trashedTask(unit, id, expects);
  const candidates = await findTasks(unit, await descendantsOf(unit, id), { lock: true, trashed: true });
  const together = candidates.filter(({ deleted_at }) => deleted_at === task.deleted_at);
  const [parent] = task.parent_id === null ? [] : await findTasks(unit, [task.parent_id]);
  const changes = [task, ...together].map((before) => ({ before, after: { ...before, deleted_at: null } }));
  const [first, ...rest] = changes;
  const orphaned = first && !parent ? { ...first, after: { ...first.after, parent_id: null } } : first;
  const [restored] = await saveTasks(unit, "restored", orphaned ? [orphaned, ...rest] : rest);
  return restored ?? task;
}

/** Deletes a task that is in the trash for good, with what is below it there. */
export async function purgeTask(unit: UnitOfWork, id: number, expects?: Precondition): Promise<void> {
  await lockTree(unit);
  const task = await trashedTask(unit, id, expects);
  const below = await findTasks(unit, await descendantsOf(unit, id), { lock: true, trashed: true });
  await purge(unit, [task, ...below.filter(({ deleted_at }) => deleted_at !== null)]);
}

/** How much of the trash one write empties, in tasks. */
const EMPTIED_AT_ONCE = 500;

/** Empties the trash, or what has been there since before `before`; tells how much went and whether there is more. */
export async function emptyTrash(
  unit: UnitOfWork,
  before = new Date(),
): Promise<{ purged: number; more: boolean }> {
  const { rows } = await unit.db.query<{ id: number }>(
    `SELECT id FROM task WHERE user_id = $1 AND deleted_at < $2 ORDER BY deleted_at LIMIT ${EMPTIED_AT_ONCE + 1}`,
    [unit.userId, before],
  );
  const ids = rows.slice(0, EMPTIED_AT_ONCE).map(({ id }) => id);
  const tasks = await findTasks(unit, ids, { lock: true, trashed: true });
  await purge(
    unit,
    tasks.filter(({ deleted_at }) => deleted_at !== null),
  );
  return { purged: tasks.length, more: rows.length > EMPTIED_AT_ONCE };
}

/** Deletes tasks for good, wherever they are. */
export async function purge(unit: UnitOfWork, tasks: readonly Task[]): Promise<void> {
  await purgeTasks(
    unit,
    tasks.map(({ id }) => id),
  );
  for (const before of tasks) {
    const after = { ...before, version: before.version + 1, updated_at: unit.now };
    unit.record({ entity: "task", action: "purged", before, after });
  }
}

async function trashedTask(unit: UnitOfWork, id: number, expects?: Precondition): Promise<Task> {
  const task = await taskToChange(unit, id, expects, true);
  if (task.deleted_at === null) throw chatApiErrors.notInTrash(`Task ${id} hasn't been deleted.`);
  return task;
}
