import { APP_IDS } from "@punctual/contracts/apps";
import { type CloudEvent, eventTypeName } from "@punctual/contracts/cloud-event";
import type { ReminderEvent } from "@punctual/contracts/events";
import { traceparent } from "@punctual/service-kit/trace";
import type { DueReminder, Missed } from "../store/reminders/due.ts";

/** The event of a reminder that is due. It has the same id however often it is published: consumers take it once. */
export function reminderEventOf(due: DueReminder, now: Date): CloudEvent {
  return envelope(`reminder-${due.id}`, due, dataOf(due, now), now);
}

/** The one event of all that a user missed. */
export function missedEventOf({ missed_in, count, some }: Missed, now: Date): CloudEvent | undefined {
  const [latest] = some;
  if (!latest) return undefined;
  const missed = some.map(({ task_id, title, remind_at }) => ({
    ...{ task_id, title },
    remind_at: remind_at.toISOString(),
  }));
  return envelope(missed_in, latest, { ...dataOf(latest, now), missed, missed_count: count }, now);
}

function dataOf(due: DueReminder, now: Date): ReminderEvent {
  return {
    task_id: due.task_id,
    title: due.title,
    due_at: due.due_at?.toISOString() ?? null,
    due_date: due.due_date,
    remind_at: due.remind_at.toISOString(),
    user_id: due.user_id,
    reminder_id: due.reminder_id,
    time_zone: due.time_zone,
    quiet_hours: due.quiet_hours,
    fired_at: now.toISOString(),
  };
}

function envelope(id: string, due: DueReminder, data: ReminderEvent, now: Date): CloudEvent {
  const trace = traceparent();
  return {
    specversion: "1.0",
    id,
    source: APP_IDS.chatApi,
    type: eventTypeName("reminder.due"),
    subject: `task/${due.task_id}`,
    time: now.toISOString(),
    datacontenttype: "application/json",
    ...(trace ? { traceparent: trace, traceid: trace } : {}),
    data,
  };
}
