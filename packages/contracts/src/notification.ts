import { z } from "zod";
import { text } from "./text.ts";
import { instant } from "./time.ts";

/** Body of `POST /api/notify` on the notifier, reached by service invocation. */
export const notifyRequest = z.strictObject({
  user_id: text.min(1).max(200),
  title: text.min(1).max(500),
  body: text.max(5000).default(""),
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
/** What redeeming did; redeeming twice answers the same. */
export const redeemResponse = z.discriminatedUnion("action", [
  z.strictObject({
    delivery_id: z.int().positive(),
    action: z.literal("acknowledge"),
    acknowledged_at: instant,
  }),
  z.strictObject({ action: z.literal("unsubscribe"), channel_id: z.int().positive() }),
]);
/** What redeeming did. */
export type RedeemResponse = z.infer<typeof redeemResponse>;
