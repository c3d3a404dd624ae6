import { z } from "zod";
import { ACTIONS, actor, ENTITIES } from "./change.ts";
import { quietHoursInZone } from "./quiet-hours.ts";
import { task, taskId } from "./task.ts";
import { instant, plainDate } from "./time.ts";

/** What can happen to a task. */
export const TASK_EVENT_TYPES = ["created", "updated", "completed", "deleted"] as const;

/** A task in an event: one from an older producer lacks what tasks didn't have then. */
const eventTask = z.looseObject({
  ...task.partial().shape,
  id: taskId,
  title: z.string(),
  // Nobody who consumes these reads them, and a newer producer may know more kinds.
  reminders: z.array(z.looseObject({})).optional(),
});

/**
 * Data of an event on `task-events`. Objects are open: a consumer must take fields that a newer producer adds.
 * `version` is the task's version after the change; `task_data` the whole task then. What isn't one of the four types
 * (reopened, moved, restored) is `updated`.
 */
export const taskEvent = z.looseObject({
  event_id: z.uuid(),
  event_type: z.enum(TASK_EVENT_TYPES),
  task_id: taskId,
  task_data: eventTask,
  user_id: z.string(),
  timestamp: instant,
  version: z.int().positive(),
  /** More exactly than `event_type` what was done. */
  action: z.enum(ACTIONS).optional(),
  /** The task before; null for one that is new. */
  task_before: eventTask.nullable().optional(),
  actor: actor.optional(),
});
/** Data of an event on `task-events`. */
export type TaskEvent = z.infer<typeof taskEvent>;

/**
 * Data of an event on `task-updates`: a wake-up for live clients, who then read the truth. One for each request,
 * however much it changed; it tells of the last change.
 */
export const taskUpdate = z.looseObject({
  event_type: z.enum(TASK_EVENT_TYPES),
  entity: z.enum(ENTITIES).optional(),
  /** The task's id, or that of another entity. */
  task_id: z.int().positive(),
  user_id: z.string(),
  version: z.int().positive(),
  timestamp: instant,
});
/** Data of an event on `task-updates`. */
export type TaskUpdate = z.infer<typeof taskUpdate>;

/**
 * Data of an event on `reminders`: a reminder that is due now. Where reminders were missed for longer than a day, one
 * event tells of all of a user's, with the latest of them as its own.
 */
export const reminderEvent = z.looseObject({
  task_id: taskId,
  title: z.string(),
  due_at: instant.nullable(),
  remind_at: instant,
  user_id: z.string(),
  due_date: plainDate.nullable().optional(),
  /** Of the task, or else of its owner. */
  time_zone: z.string().optional(),
  /** While its person wants to hear of nothing; absent where they always do. */
  quiet_hours: quietHoursInZone.nullable().optional(),
  /** Which of the task's. */
  reminder_id: z.int().positive().optional(),
  /** When it was published. */
  fired_at: instant.optional(),
  /** What was missed, the latest first, and how many there are in all. */
  missed: z.array(z.looseObject({ task_id: taskId, title: z.string(), remind_at: instant })).optional(),
  missed_count: z.int().positive().optional(),
});
/** Data of an event on `reminders`. */
export type ReminderEvent = z.infer<typeof reminderEvent>;
