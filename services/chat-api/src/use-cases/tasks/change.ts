import type { Action } from "@punctual/contracts/change";
import type { Task } from "@punctual/contracts/task";
import { together } from "@punctual/service-kit/database/together";
import { sameTask } from "../../domain/patch-task.ts";
import { chatApiErrors } from "../../errors.ts";
import { ensureTags, withTags, writeTags } from "../../store/tags.ts";
import { findTasks } from "../../store/tasks/read.ts";
import { updateTasks } from "../../store/tasks/write.ts";
import type { Reader, UnitOfWork } from "../../store/unit-of-work.ts";

/** What a write asks of the task that it finds: true if it is the one that the caller has seen. */
export type Precondition = (task: Task) => boolean;

/** A task that a write is about to change; nobody else can until it is done. */
export async function taskToChange(
  reader: Reader,
  id: number,
  expects: Precondition = () => true,
  trashed = false,
): Promise<Task> {
  const [task] = await findTasks(reader, [id], { lock: true, trashed });
  if (!task) throw taskNotFound(id);
  if (!expects(task)) {
    throw chatApiErrors.versionChanged(
      `Task ${id} has version ${task.version} now. Read it, decide again, and send that version.`,
    );
  }
  return task;
}

/** That there is no such task, or it is somebody else's. */
export function taskNotFound(id: number): Error {
  return chatApiErrors.taskNotFound(`You have no task ${id}.`);
}

/** One task before and after. */
export interface TaskChange {
  readonly before: Task;
  readonly after: Task;
}

/** Writes changed tasks, each a version on; those that are as they were stay so. Gives them in the same order. */
export async function saveTasks(
  unit: UnitOfWork,
  action: Action,
  changes: readonly TaskChange[],
): Promise<Task[]> {
  const real = changes.filter(({ before, after }) => !sameTask(before, after));
  const next = real.map(({ before, after }) => ({
    ...after,
    version: before.version + 1,
    updated_at: unit.now,
  }));
  const retagged = next.filter((task, i) => task.tags.join("\n") !== real[i]?.before.tags.join("\n"));
  const tags = await ensureTags(unit, retagged);
  const tagged = new Map(withTags(retagged, tags).map((task) => [task.id, task]));
  await together([
    next.length === 0 || updateTasks(unit, next),
    retagged.length === 0 || writeTags(unit, retagged, tags, false),
  ]);
  const saved = new Map(next.map((task) => [task.id, tagged.get(task.id) ?? task]));
  for (const { before } of real) {
    const after = saved.get(before.id);
    if (after) unit.record({ entity: "task", action, before, after });
  }
  return changes.map(({ before }) => saved.get(before.id) ?? before);
}

/** Like {@link saveTasks}, for one. */
export async function saveTask(unit: UnitOfWork, action: Action, before: Task, after: Task): Promise<Task> {
  const [saved] = await saveTasks(unit, action, [{ before, after }]);
  return saved ?? before;
}
