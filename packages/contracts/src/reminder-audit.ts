import { z } from "zod";
import { CHANNEL_KINDS } from "./channel.ts";
import { taskId } from "./task.ts";
import { instant } from "./time.ts";

/** What became of a notice by one channel. */
export const DELIVERY_STATES = ["waiting", "accepted", "refused", "dead", "expired", "cancelled"] as const;

/**
 * A notice by one channel: `waiting` is tried (again) at `next_try_at`; `refused` would be refused again, `dead` was tried
 * until it was worth nothing, `expired` never could be, `cancelled` isn't wanted any more.
 */
export const delivery = z.strictObject({
  channel_id: z.int().positive(),
  kind: z.enum(CHANNEL_KINDS),
  name: z.string(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int().nonnegative(),
  next_try_at: instant.nullable(),
  /** When the channel accepted it. */
  accepted_at: instant.nullable(),
  /** Why the last try failed. */
  error: z.string().nullable(),
});

/** What was told of a task's reminder. */
export const toldReminder = z.strictObject({
  /** Null where it was told together with others, that it was missed. */
  reminder_id: z.int().positive().nullable(),
  remind_at: instant,
  received_at: instant,
  acknowledged_at: instant.nullable(),
  deliveries: z.array(delivery),
});
/** What was told of a task's reminder. */
export type ToldReminder = z.infer<typeof toldReminder>;

/** What chat-api asks of the notifier by service invocation: what was told of a task, or that all of it was seen. */
export const toldOf = z.strictObject({ user_id: z.string().min(1).max(200), task_id: taskId });
/** What was told of a task, in the order in which it was due. */
export const toldList = z.strictObject({ items: z.array(toldReminder) });
/**
 * How late reminders were accepted in the last hour by channels of each kind, after their time, in milliseconds; kinds that
 * accepted none are left out.
 */
export const deliveryLag = z.strictObject({
  channels: z.array(
    z.strictObject({
      kind: z.enum(CHANNEL_KINDS),
      accepted: z.int().positive(),
      p50_ms: z.number(),
      p99_ms: z.number(),
      max_ms: z.number(),
    }),
  ),
});
/** How late reminders were accepted in the last hour by channels of each kind. */
export type DeliveryLag = z.infer<typeof deliveryLag>;

/** How many notices were acknowledged that hadn't been. */
export const acknowledged = z.strictObject({ acknowledged: z.int().nonnegative() });

/**
 * A reminder at one instant, and what became of it: wanted, armed in the scheduler, fired (Kafka had its event), received
 * by the notifier, accepted by channels, acknowledged; or cancelled, where it isn't wanted any more.
 */
export const auditedReminder = z.strictObject({
  /** Which of the task's. */
  reminder_id: z.int().positive(),
  remind_at: instant,
  state: z.enum(["waiting", "armed", "fired", "cancelled"]),
  wanted_at: instant,
  armed_at: instant.nullable(),
  fired_at: instant.nullable(),
  cancelled_at: instant.nullable(),
  /** It was told together with others that were missed for over a day. */
  missed: z.boolean(),
  received_at: instant.nullable(),
  acknowledged_at: instant.nullable(),
  deliveries: z.array(delivery),
});
/** A reminder at one instant, and what became of it. */
export type AuditedReminder = z.infer<typeof auditedReminder>;

/** What became of a task's reminders, in the order in which they are due; kept for 90 days after they ended. */
export const reminderAudit = z.strictObject({ items: z.array(auditedReminder) });
