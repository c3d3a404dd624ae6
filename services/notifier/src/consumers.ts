import { reminderEvent } from "@punctual/contracts/events";
import { REMINDERS } from "@punctual/contracts/topics";
import { type Consumer, defineConsumer } from "@punctual/service-kit/consume/consumer";
import { reminderText } from "./domain/reminder-text.ts";
import { keepNotice } from "./store/notices.ts";

/**
 * Makes every consumer of notifier; `dapr/subscriptions/` declares where each gets its events from.
 *
 * @param delivered told of each notice that is delivered
 */
export function createConsumers(delivered: () => void): readonly Consumer[] {
  /** Delivers reminders that are due. */
  const reminders = defineConsumer({
    topic: REMINDERS.name,
    path: "/dapr/reminders",
    schema: reminderEvent,
    async handle(transaction, reminder) {
      await keepNotice(transaction, {
        userId: reminder.user_id,
        kind: reminder.missed ? "missed" : "reminder",
        ...reminderText(reminder),
        taskId: reminder.task_id,
        remindAt: reminder.remind_at,
        dueAt: reminder.due_at,
        quietHours: reminder.quiet_hours,
        reminderId: reminder.missed ? undefined : reminder.reminder_id,
      });
    },
    taken: delivered,
  });
  return [reminders];
}
