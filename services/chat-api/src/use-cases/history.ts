import { APP_IDS } from "@punctual/contracts/apps";
import { type History, history } from "@punctual/contracts/history";
import type { Task } from "@punctual/contracts/task";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { errors } from "@punctual/service-kit/errors";

/** Reads a task's audit trail, which recurrence keeps; also of a deleted task. */
export type ReadHistory = (userId: string, taskId: number) => Promise<History>;

/** Makes the reader. @param findTask finds a person's task, also in the trash; throws task_not_found */
export function createReadHistory(
  findTask: (userId: string, taskId: number) => Promise<Task>,
  dapr: Pick<Dapr, "invoke">,
): ReadHistory {
  return async (userId, taskId) => {
    const task = await findTask(userId, taskId);
    try {
      const path = `/api/history/${encodeURIComponent(userId)}/${task.id}`;
      return history.parse(await dapr.invoke(APP_IDS.recurrence, "GET", path));
    } catch (error) {
      throw errors.dependencyUnavailable("The history can't be reached now; try again soon.", {
        cause: error,
      });
    }
  };
}
