import type { Reminder } from "@punctual/contracts/reminder";
import type { Task } from "@punctual/contracts/task";
import { remindAt } from "@punctual/schedule/reminder/instant";

/** A reminder at its instant. */
export interface WantedReminder {
  /** Which of the task's. */
  readonly reminder_id: number;
  /** RFC 3339 in UTC. */
  readonly remind_at: string;
}

/**
 * The reminders of a task that are to come, whenever that is; none of one that is done or deleted. One that was put off
 * is wanted then and not at its own time.
 *
 * @param ownZone the owner's (IANA), for a task that has none of its own
 */
export function wantedReminders(task: Task, ownZone: string): WantedReminder[] {
  if (task.status === "done" || task.deleted_at !== null) return [];
  const putOff = new Set(task.reminders.map((each) => snoozeOf(each)));
  return task.reminders.flatMap((each) => {
    if (putOff.has(each.id)) return [];
    const remind_at = remindAt(each, task, task.time_zone ?? ownZone);
    return remind_at === undefined ? [] : [{ reminder_id: each.id, remind_at }];
  });
}

/** Whether a task's reminders go by the clock of its owner's zone, since it has none of its own. */
export function needsOwnZone(task: Task): boolean {
  return task.time_zone === null && task.reminders.some((each) => "before" in each);
}

/** Which reminder a snooze stands in for; undefined for what is none. */
export function snoozeOf(reminder: Reminder): number | undefined {
  return "at" in reminder ? reminder.snooze_of : undefined;
}

/** The reminders without what was put off. */
export function withoutSnoozes(reminders: Task["reminders"]): Task["reminders"] {
  return reminders.filter((each) => snoozeOf(each) === undefined);
}

/** The task with one reminder put off, once more or for the first time. @param until RFC 3339 in UTC */
export function snoozed(task: Task, reminder: Reminder, until: string): Task {
  const base = snoozeOf(reminder) ?? reminder.id;
  const before = task.reminders.find((each) => snoozeOf(each) === base);
  const id = before?.id ?? Math.max(...task.reminders.map((each) => each.id)) + 1;
  const others = task.reminders.filter((each) => each !== before);
  return { ...task, reminders: [...others, { id, at: until, snooze_of: base }] };
}
