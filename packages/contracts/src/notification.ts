import { z } from "zod";
import { SNOOZE_MOMENTS } from "./reminder.ts";
import { taskId } from "./task.ts";
import { text } from "./text.ts";
import { duration, instant } from "./time.ts";

/** Body of `POST /api/notify` on the notifier, reached by service invocation. */
export const notifyRequest = z.strictObject({
  user_id: text.min(1).max(200),
  title: text.min(1).max(500),
  body: text.max(5000).default(""),
  kind: z.enum(["notice", "digest"]).default("notice"),
  /** By which the same request is known when it comes again: it is told once. */
  request_key: z.string().min(1).max(200).optional(),
});
/** Body of `POST /api/notify`. */
export type NotifyRequest = z.input<typeof notifyRequest>;

/** What the notifier did: where it delivered, when, and a signed link that acknowledges the notice. */
export const notifyResponse = z.strictObject({
  delivery_id: z.int().positive(),
  channel: z.literal("inbox"),
  delivered_at: instant,
  acknowledge_token: z.string(),
});
/** What the notifier did. */
export type NotifyResponse = z.infer<typeof notifyResponse>;

/** Body of `POST /api/action-links/redeem` on the notifier. */
export const redeemRequest = z.strictObject({ token: z.string().min(1).max(1000) });
/** What a notice's snooze links put its reminder off to. */
export const linkSnooze = z.union([
  z.strictObject({ for: duration }),
  z.strictObject({ to: z.enum(SNOOZE_MOMENTS) }),
]);
/** What a notice's snooze links put its reminder off to. */
export type LinkSnooze = z.infer<typeof linkSnooze>;

const taskOfNotice = { user_id: z.string().min(1), task_id: taskId };

/**
 * What a link is for, once the notifier did its part; redeeming twice answers the same. To complete the task, or to put
 * its reminder off, is then for the service that owns tasks.
 */
export const redeemResponse = z.discriminatedUnion("action", [
  z.strictObject({
    delivery_id: z.int().positive(),
    action: z.literal("acknowledge"),
    acknowledged_at: instant,
  }),
  z.strictObject({ action: z.literal("complete"), ...taskOfNotice }),
  z.strictObject({
    action: z.literal("snooze"),
    ...taskOfNotice,
    reminder_id: z.int().positive().nullable(),
    snooze: linkSnooze,
  }),
  z.strictObject({ action: z.literal("confirm"), channel_id: z.int().positive() }),
  z.strictObject({ action: z.literal("unsubscribe"), channel_id: z.int().positive() }),
]);
/** What a link is for. */
export type RedeemResponse = z.infer<typeof redeemResponse>;

/** What following a link did, as people are told. */
export const linkResult = z.discriminatedUnion("action", [
  z.strictObject({
    delivery_id: z.int().positive(),
    action: z.literal("acknowledge"),
    acknowledged_at: instant,
  }),
  z.strictObject({ action: z.literal("complete"), task_id: taskId, title: z.string() }),
  z.strictObject({ action: z.literal("snooze"), task_id: taskId, title: z.string(), until: instant }),
  z.strictObject({ action: z.literal("confirm"), channel_id: z.int().positive() }),
  z.strictObject({ action: z.literal("unsubscribe"), channel_id: z.int().positive() }),
]);
/** What following a link did. */
export type LinkResult = z.infer<typeof linkResult>;
