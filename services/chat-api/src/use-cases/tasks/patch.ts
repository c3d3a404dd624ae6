import type { Task, TaskPatch } from "@punctual/contracts/task";
import { patched } from "../../domain/patch-task.ts";
import { positionBetween } from "../../domain/position.ts";
import { lastPlace } from "../../store/tasks/read.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { type Precondition, saveTask, taskToChange } from "./change.ts";
import { checkNoCycle, checkPlaces } from "./places.ts";

/** Changes the fields that the patch has. Into another project, the task goes to its end. */
export async function patchTask(
  unit: UnitOfWork,
  id: number,
  patch: TaskPatch,
  expects?: Precondition,
): Promise<Task> {
  const before = await taskToChange(unit, id, expects);
  await checkPlaces(unit, [patch]);
  if (patch.parent_id && patch.parent_id !== before.parent_id) await checkNoCycle(unit, id, patch.parent_id);
  const after = patched(before, patch);
  const moved = after.project_id !== before.project_id;
  const position = moved
    ? positionBetween(await lastPlace(unit, after.project_id, id), null)
    : before.position;
  return saveTask(unit, "updated", before, { ...after, position });
}
