import { z } from "zod";
import { task, taskId } from "./task.ts";
import { instant } from "./time.ts";

/** What can happen to a task. */
export const TASK_EVENT_TYPES = ["created", "updated", "completed", "deleted"] as const;

/**
 * Data of an event on `task-events`. Objects are open: a consumer must take fields that a newer producer adds.
 * `version` is the task's version after the change; `task_data` the whole task then.
 */
export const taskEvent = z.looseObject({
  event_id: z.uuid(),
  event_type: z.enum(TASK_EVENT_TYPES),
  task_id: taskId,
  task_data: z.looseObject(task.shape),
  user_id: z.string(),
  timestamp: instant,
  version: z.int().positive(),
});
/** Data of an event on `task-events`. */
export type TaskEvent = z.infer<typeof taskEvent>;

/** Data of an event on `task-updates`: a wake-up for live clients, who then read the truth. */
export const taskUpdate = z.looseObject({
  event_type: z.enum(TASK_EVENT_TYPES),
  task_id: taskId,
  user_id: z.string(),
  version: z.int().positive(),
  timestamp: instant,
});
/** Data of an event on `task-updates`. */
export type TaskUpdate = z.infer<typeof taskUpdate>;

/** Data of an event on `reminders`: a reminder that is due now. */
export const reminderEvent = z.looseObject({
  task_id: taskId,
  title: z.string(),
  due_at: instant.nullable(),
  remind_at: instant,
  user_id: z.string(),
});
/** Data of an event on `reminders`. */
export type ReminderEvent = z.infer<typeof reminderEvent>;
