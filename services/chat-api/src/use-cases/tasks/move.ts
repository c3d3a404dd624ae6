import type { Task } from "@punctual/contracts/task";
import type { MoveTask } from "@punctual/contracts/writes";
import { errors } from "@punctual/service-kit/errors";
import { positionBetween } from "../../domain/position.ts";
import { findTasks, lastPlace, placesAround } from "../../store/tasks/read.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { type Precondition, saveTask, taskToChange } from "./change.ts";
import { checkNoCycle, checkPlaces } from "./places.ts";

/** Puts a task into a project, below a parent, or before or after another task. */
export async function moveTask(
  unit: UnitOfWork,
  id: number,
  to: MoveTask,
  expects?: Precondition,
): Promise<Task> {
  const before = await taskToChange(unit, id, expects);
  await checkPlaces(unit, [to]);
  if (to.parent_id) await checkNoCycle(unit, id, to.parent_id);
  const target = await neighbour(unit, id, to);
  const project_id = to.project_id !== undefined ? to.project_id : (target ?? before).project_id;
  if (target && target.project_id !== project_id) {
    throw misplaced(to, `task ${target.id} isn't in that project`);
  }
  const parent_id = to.parent_id !== undefined ? to.parent_id : before.parent_id;
  const position = await placeFor(unit, before, project_id, to, target);
  return saveTask(unit, "moved", before, { ...before, project_id, parent_id, position });
}

async function neighbour(unit: UnitOfWork, id: number, to: MoveTask): Promise<Task | undefined> {
  const wanted = to.before ?? to.after;
  if (wanted === undefined) return undefined;
  if (wanted === id) throw misplaced(to, "a task can't be next to itself");
  const [target] = await findTasks(unit, [wanted]);
  if (!target) throw misplaced(to, `you have no task ${wanted}`);
  return target;
}

async function placeFor(
  unit: UnitOfWork,
  task: Task,
  projectId: number | null,
  to: MoveTask,
  target: Task | undefined,
): Promise<string> {
  if (target) {
    const around = await placesAround(unit, projectId, target.position, task.id);
    return to.before === undefined
      ? positionBetween(target.position, around.after)
      : positionBetween(around.before, target.position);
  }
  if (projectId === task.project_id) return task.position;
  return positionBetween(await lastPlace(unit, projectId, task.id), null);
}

function misplaced(to: MoveTask, message: string) {
  const field = to.before === undefined ? "after" : "before";
  return errors.validationFailed("The task can't be put there.", { errors: [{ field, message }] });
}
