import { APP_IDS } from "@punctual/contracts/apps";
import { type History, history } from "@punctual/contracts/history";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { errors } from "@punctual/service-kit/errors";
import type { Tasks } from "./tasks.ts";

/** Reads a task's audit trail, which recurrence keeps; also of a deleted task. */
export type ReadHistory = (userId: string, taskId: number) => Promise<History>;

/** Makes the reader. */
export function createReadHistory(tasks: Tasks, dapr: Pick<Dapr, "invoke">): ReadHistory {
  return async (userId, taskId) => {
    const task = await tasks.getWithTrash(userId, taskId);
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
