import { z } from "zod";

/** Which reminder of which task. */
export interface ReminderKey {
  readonly task_id: number;
  readonly reminder_id: number;
}

/** What a reminder's job carries; there can be a later one of the same name by the time that it comes. */
export const reminderJob = z.looseObject({
  task_id: z.int().positive(),
  reminder_id: z.int().positive(),
  remind_at: z.iso.datetime(),
});
/** What a reminder's job carries. */
export type ReminderJob = z.infer<typeof reminderJob>;

/** The job that tells by its being there that the scheduler still has what it was given. */
export const CANARY = "reminder-canary";

/** Name of the job of a task's reminder: the first's is the task's, each further one's has a suffix. */
export function jobName({ task_id, reminder_id }: ReminderKey): string {
  return reminder_id === 1 ? `reminder-task-${task_id}` : `reminder-task-${task_id}-${reminder_id}`;
}
