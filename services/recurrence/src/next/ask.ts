import { APP_IDS } from "@punctual/contracts/apps";
import { type NextOccurrence, nextOccurrenceMade } from "@punctual/contracts/occurrences";
import { type Next, nextOccurrence } from "@punctual/schedule/occurrence/next";
import { RecurError } from "@punctual/schedule/rule/error";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import type { Wanted } from "../store/wanted.ts";

/**
 * What became of a completed task: see `nextOccurrenceMade`; `ended` where its series has no more occurrences, `refused`
 * where its rule can't be expanded, which no later try would change.
 */
export const RESULTS = ["made", "exists", "unwanted", "ended", "refused"] as const;
/** What became of a completed task. */
export type Result = (typeof RESULTS)[number];

/**
 * Works out what follows a completed task and asks chat-api to make it. Asking again makes nothing twice.
 *
 * @throws DaprError where chat-api can't be reached or refuses
 */
export async function askForNext(
  dapr: Pick<Dapr, "invoke">,
  { user_id, task_id, completed_at, task }: Wanted,
): Promise<Result> {
  const completedAt = completed_at.toISOString();
  const { due_at = null, due_date = null, time_zone = null, recurrence = null, series = null } = task;
  let next: Next | null;
  try {
    next = nextOccurrence({ due_at, due_date, time_zone, recurrence, series }, completedAt);
  } catch (error) {
    if (error instanceof RecurError) return "refused";
    throw error;
  }
  if (!next) return "ended";
  const wanted: NextOccurrence = { user_id, after: task_id, completed_at: completedAt, ...next };
  const answer = await dapr.invoke(APP_IDS.chatApi, "POST", "/dapr/next-occurrence", wanted);
  return nextOccurrenceMade.parse(answer).result;
}
