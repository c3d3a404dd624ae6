import type { RedeemResponse } from "@punctual/contracts/notification";
import type pg from "pg";
import type { ActionLink } from "./domain/action-link.ts";
import { confirmChannel, endChannel } from "./store/channels.ts";
import { acknowledge } from "./store/notices.ts";

/**
 * Does the notifier's part of what a link says: whoever does anything about a notice has seen it. Undefined where what it
 * was for isn't there any more.
 */
export async function follow(pool: pg.Pool, link: ActionLink): Promise<RedeemResponse | undefined> {
  if (link.action === "confirm" || link.action === "unsubscribe") {
    const { action, channel_id } = link;
    const act = action === "confirm" ? confirmChannel : endChannel;
    return (await act(pool, channel_id)) ? { action, channel_id } : undefined;
  }
  const { action, delivery_id } = link;
  const notice = await acknowledge(pool, delivery_id);
  if (!notice) return undefined;
  const { acknowledged_at, user_id, task_id, reminder_id } = notice;
  if (action === "acknowledge") {
    return { action, delivery_id, acknowledged_at: acknowledged_at.toISOString() };
  }
  if (task_id === null) return undefined;
  if (action === "complete") return { action, user_id, task_id };
  return { action, user_id, task_id, reminder_id, snooze: link.snooze };
}
