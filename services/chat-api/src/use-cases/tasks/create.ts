import type { NewTask, Task } from "@punctual/contracts/task";
import { taskOf } from "../../domain/new-task.ts";
import { writeTags } from "../../store/tags.ts";
import { insertTasks, reserveTaskIds } from "../../store/tasks/write.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { checkPlaces } from "./places.ts";

/** Makes tasks, in the order given. */
export async function createTasks(unit: UnitOfWork, drafts: readonly NewTask[]): Promise<Task[]> {
  await checkPlaces(unit, drafts);
  const ids = await reserveTaskIds(unit, drafts.length);
  const made = drafts.map((draft, i) => taskOf(draft, ids[i] ?? 0, unit.now));
  await insertTasks(unit, made);
  const tasks = await writeTags(unit, made, true);
  for (const task of tasks) unit.record({ entity: "task", action: "created", before: null, after: task });
  return tasks;
}
