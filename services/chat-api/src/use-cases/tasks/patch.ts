import type { EditScope, Task, TaskPatch } from "@punctual/contracts/task";
import { patched } from "../../domain/patch-task.ts";
import { positionBetween } from "../../domain/position.ts";
import { doneTasksOf } from "../../store/occurrences/read.ts";
import { needsZone, ownZone } from "../../store/own-zone.ts";
import { findTasks, lastPlace } from "../../store/tasks/read.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { type Precondition, saveTask, saveTasks, taskToChange } from "./change.ts";
import { checkNoCycle, checkPlaces } from "./places.ts";

/** Done occurrences that an edit of all reaches, the newest first. */
const MOST_DONE = 1000;

/**
 * Changes the fields that the patch has. Into another project, the task goes to its end.
 *
 * @param scope which occurrences of a task that recurs it is for
 */
export async function patchTask(
  unit: UnitOfWork,
  id: number,
  patch: TaskPatch,
  expects?: Precondition,
  scope?: EditScope,
): Promise<Task> {
  const before = await taskToChange(unit, id, expects);
  await checkPlaces(unit, [patch]);
  if (patch.parent_id && patch.parent_id !== before.parent_id) await checkNoCycle(unit, id, patch.parent_id);
  const zone =
    patch.recurrence && needsZone({ ...before, ...patch }) ? { time_zone: await ownZone(unit) } : {};
  const after = patched(before, { ...patch, ...zone }, scope);
  const moved = after.project_id !== before.project_id;
  const position = moved
    ? positionBetween(await lastPlace(unit, after.project_id, id), null)
    : before.position;
  const saved = await saveTask(unit, "updated", before, { ...after, position });
  if (scope === "all" && saved.series) await patchDone(unit, saved.series.id, id, patch);
  return saved;
}

/** Done occurrences get what is said of the task, not when it is or how it comes back: they were when they were. */
async function patchDone(unit: UnitOfWork, seriesId: number, but: number, patch: TaskPatch): Promise<void> {
  const { title, notes, priority, tags, estimate, project_id } = patch;
  const told = { title, notes, priority, tags, estimate, project_id };
  const ids = await doneTasksOf(unit, seriesId, MOST_DONE);
  const done = await findTasks(
    unit,
    ids.filter((id) => id !== but),
    { lock: true },
  );
  const changes = done.map((before) => ({ before, after: patched(before, told) }));
  await saveTasks(unit, "updated", changes);
}
