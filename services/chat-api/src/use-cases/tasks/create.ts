import type { NewTask, Task } from "@punctual/contracts/task";
import { together } from "@punctual/service-kit/database/together";
import { taskOf } from "../../domain/new-task.ts";
import { needsZone, ownZone } from "../../store/own-zone.ts";
import { ensureTags, withTags, writeTags } from "../../store/tags.ts";
import { insertTasks, reserveTaskIds } from "../../store/tasks/write.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { checkPlaces } from "./places.ts";

/** Makes tasks, in the order given. */
export async function createTasks(unit: UnitOfWork, drafts: readonly NewTask[]): Promise<Task[]> {
  const [ids, tags, zone] = await together([
    reserveTaskIds(unit, drafts.length),
    ensureTags(unit, drafts),
    drafts.some(needsZone) ? ownZone(unit) : null,
    checkPlaces(unit, drafts),
  ]);
  const zoned = drafts.map((draft) => (needsZone(draft) ? { ...draft, time_zone: zone } : draft));
  const made = zoned.map((draft, i) => taskOf(draft, ids[i] ?? 0, unit.now));
  const tasks = withTags(made, tags);
  await together([insertTasks(unit, tasks), writeTags(unit, tasks, tags, true)]);
  for (const task of tasks) unit.record({ entity: "task", action: "created", before: null, after: task });
  return tasks;
}
