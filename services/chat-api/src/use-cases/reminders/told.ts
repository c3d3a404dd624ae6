import { APP_IDS } from "@punctual/contracts/apps";
import {
  acknowledged,
  type DeliveryLag,
  deliveryLag,
  type ToldReminder,
  toldList,
} from "@punctual/contracts/reminder-audit";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { errors } from "@punctual/service-kit/errors";

/** What people were told of reminders, which the notifier keeps. Throws dependency_unavailable where it can't be reached. */
export interface Told {
  list(userId: string, taskId: number): Promise<readonly ToldReminder[]>;
  /** Says that a person has seen what they were told of a task. @returns how many notices */
  acknowledge(userId: string, taskId: number): Promise<number>;
  /** How late channels accepted reminders in the last hour, whosever. */
  lag(): Promise<DeliveryLag["channels"]>;
}

/** Makes the notifier's client. */
export function createTold(dapr: Pick<Dapr, "invoke">): Told {
  async function ask(what: string, body: object): Promise<unknown> {
    try {
      return await dapr.invoke(APP_IDS.notifier, "POST", `/api/told/${what}`, body);
    } catch (cause) {
      throw errors.dependencyUnavailable("The notifier can't be reached now; try again soon.", { cause });
    }
  }
  return {
    list: async (userId, taskId) =>
      toldList.parse(await ask("list", { user_id: userId, task_id: taskId })).items,
    acknowledge: async (userId, taskId) =>
      acknowledged.parse(await ask("acknowledge", { user_id: userId, task_id: taskId })).acknowledged,
    lag: async () => deliveryLag.parse(await ask("lag", {})).channels,
  };
}
