import type { Action } from "@punctual/contracts/change";
import type { Task } from "@punctual/contracts/task";
import { task as taskSchema } from "@punctual/contracts/task";
import { chatApiErrors } from "../errors.ts";
import { changesOfWrite, type LoggedChange } from "../store/changes.ts";
import { findTasks, lockTree } from "../store/tasks/read.ts";
import type { UnitOfWork } from "../store/unit-of-work.ts";
import { undoFilters } from "./filters.ts";
import { retractNext } from "./occurrences/retract.ts";
import { saveTasks, type TaskChange } from "./tasks/change.ts";
import { undoNamed } from "./undo-named.ts";

/** What one write did to one entity, from before its first change to after its last. */
export interface Done {
  readonly entity_id: number;
  /** After the write. */
  readonly version: number;
  /** Null for what it made. */
  readonly before: object | null;
}

/**
 * Takes back what a write did in the last 24 hours: all of it, or nothing where something has been changed since. Tasks
 * that it made go to the trash; all others get every field back. Taking back is a write too, and can be taken back.
 */
export async function undo(unit: UnitOfWork, writeId: string): Promise<Task[]> {
  const log = await changesOfWrite(unit, writeId);
  if (log.length === 0) {
    throw chatApiErrors.undoNotFound("You have no such write, or it is more than 24 hours ago.");
  }
  return undoChanges(unit, log);
}

/** Takes back these changes of a write, the last first; all that it did to an entity must be among them. */
export async function undoChanges(unit: UnitOfWork, log: readonly LoggedChange[]): Promise<Task[]> {
  await undoNamed(unit, "project", netOf(log, "project"));
  await undoNamed(unit, "tag", netOf(log, "tag"));
  await undoFilters(unit, netOf(log, "filter"));
  return undoTasks(unit, netOf(log, "task"));
}

/** The log has the last change first. */
function netOf(log: readonly LoggedChange[], entity: LoggedChange["entity"]): Done[] {
  const net = new Map<number, Done>();
  for (const { entity_id, version, before } of log.filter((change) => change.entity === entity)) {
    net.set(entity_id, { entity_id, version: net.get(entity_id)?.version ?? version, before });
  }
  return [...net.values()];
}

async function undoTasks(unit: UnitOfWork, done: readonly Done[]): Promise<Task[]> {
  if (done.length === 0) return [];
  await lockTree(unit);
  const ids = done.map(({ entity_id }) => entity_id);
  const now = new Map(
    (await findTasks(unit, ids, { lock: true, trashed: true })).map((task) => [task.id, task]),
  );
  const deleted_at = unit.now;
  const changes = done.map(({ entity_id, version, before }): TaskChange => {
    const task = now.get(entity_id);
    if (task?.version !== version) {
      throw chatApiErrors.changedSince(
        task
          ? `Task ${entity_id} has been changed since: undo that first, or change it by hand.`
          : `Task ${entity_id} is gone for good.`,
      );
    }
    // What was logged before there were series lacks them.
    const after =
      before === null
        ? { ...task, deleted_at }
        : { ...task, ...taskSchema.parse({ series: null, ...before }) };
    // Its version and time of change go on; they are no part of what it was.
    return { before: task, after: { ...after, version: task.version, updated_at: task.updated_at } };
  });
  await checkThere(unit, changes);
  const saved = new Map<number, Task>();
  for (const [action, some] of Map.groupBy(changes, actionOf)) {
    for (const task of await saveTasks(unit, action, some)) saved.set(task.id, task);
  }
  const reopened = changes.filter((change) => actionOf(change) === "reopened");
  await retractNext(
    unit,
    reopened.flatMap(({ before }) => saved.get(before.id) ?? []),
  );
  return ids.flatMap((id) => saved.get(id) ?? []);
}

/** What taking back does to a task: one that is done again has a next occurrence again, for example. */
function actionOf({ before, after }: TaskChange): Action {
  if (before.deleted_at === null && after.deleted_at !== null) return "deleted";
  if (before.deleted_at !== null && after.deleted_at === null) return "restored";
  if (before.status === after.status) return "updated";
  return after.status === "done" ? "completed" : "reopened";
}

/** Where the place that a task had is gone, nothing can be as it was. */
async function checkThere(unit: UnitOfWork, changes: readonly TaskChange[]): Promise<void> {
  const { db, userId } = unit;
  const projects = [...new Set(changes.flatMap(({ after }) => after.project_id ?? []))];
  const parents = [...new Set(changes.flatMap(({ after }) => after.parent_id ?? []))];
  const { rows } = await db.query<{ projects: number; parents: number }>(
    `SELECT (SELECT count(*) FROM project WHERE user_id = $1 AND id = ANY($2::bigint[])) AS projects,
       (SELECT count(*) FROM task WHERE user_id = $1 AND id = ANY($3::bigint[])) AS parents`,
    [userId, projects, parents],
  );
  if (rows[0]?.projects !== projects.length || rows[0]?.parents !== parents.length) {
    throw chatApiErrors.changedSince("The project or parent that a task was in is gone.");
  }
}
