import type { Task } from "@punctual/contracts/task";
import { keepSuccessor, successorsOf } from "../../store/occurrences/successors.ts";
import { descendantsOf, findTasks } from "../../store/tasks/read.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { saveTasks } from "../tasks/change.ts";

/**
 * Takes away the occurrences that followed tasks which are open again, unless somebody has touched them: otherwise
 * opening a task and completing it anew would make copies. They go to the trash.
 */
export async function retractNext(unit: UnitOfWork, reopened: readonly Task[]): Promise<void> {
  const ids = reopened.filter(({ series }) => series).map(({ id }) => id);
  if (ids.length === 0) return;
  for (const successor of await successorsOf(unit, ids)) {
    const [task] = await findTasks(unit, [successor.task_id], { lock: true });
    if (!task || task.status === "done" || task.version !== successor.version) continue;
    const below = await findTasks(unit, await descendantsOf(unit, task.id), { lock: true });
    if (below.some(({ version, created_at }) => version !== 1 || created_at < task.created_at)) continue;
    const changes = [task, ...below].map((before) => ({
      before,
      after: { ...before, deleted_at: unit.now },
    }));
    await saveTasks(unit, "retracted", changes);
    await keepSuccessor(unit, { ...successor, retracted: true });
  }
}
