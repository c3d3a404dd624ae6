import { APP_IDS } from "@punctual/contracts/apps";
import { reminderWanted } from "@punctual/contracts/reminder-wanted";
import { quietUntil } from "@punctual/schedule/reminder/quiet";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import type { Sending } from "../store/sending.ts";
import { backoffSeconds } from "./backoff.ts";

/** What is done with a delivery that is about to be tried: it is sent, ended, or put off. */
export type Decision = "send" | "drop" | { readonly until: Date };

/** Within so long of its time nobody has done anything about a task. */
const FRESH_MS = 5_000;

/** Decides about deliveries. */
export type Judge = (sending: Sending, now: Date) => Promise<Decision>;

/**
 * Makes the judge: in quiet hours only open clients are told, and a reminder that is late (because it was held back, or
 * its channel failed) only if its task still wants it.
 */
export function createJudge(dapr: Pick<Dapr, "invoke">): Judge {
  return async (sending, now) => {
    const { channel_kind, quiet_hours } = sending;
    if (quiet_hours && channel_kind !== "live") {
      const until = quietUntil(quiet_hours, now.toISOString());
      if (until !== undefined) return { until: new Date(until) };
    }
    if (!mayBeStale(sending, now)) return "send";
    try {
      return (await isWanted(dapr, sending)) ? "send" : "drop";
    } catch {
      // Nobody can say; to tell what isn't wanted is worse than to be a little later still.
      return { until: new Date(now.getTime() + 1000 * backoffSeconds(sending.attempts, Math.random(), 60)) };
    }
  };
}

function mayBeStale({ kind, attempts, remind_at }: Sending, now: Date): boolean {
  if (kind !== "reminder" || !remind_at) return false;
  return attempts > 1 || now.getTime() - remind_at.getTime() > FRESH_MS;
}

async function isWanted(dapr: Pick<Dapr, "invoke">, sending: Sending): Promise<boolean> {
  const { user_id, task_id, reminder_id, remind_at } = sending;
  const question = { user_id, task_id, reminder_id, remind_at: remind_at?.toISOString() };
  const answer = await dapr.invoke(APP_IDS.chatApi, "POST", "/dapr/reminders/wanted", question);
  return reminderWanted.parse(answer).wanted;
}
