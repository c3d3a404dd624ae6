import { z } from "zod";
import { TASK_EVENT_TYPES } from "./events.ts";
import { task, taskId } from "./task.ts";
import { instant } from "./time.ts";

/** One entry of a task's audit trail: what happened, when, and the task as it was afterwards. */
export const historyEntry = z.strictObject({
  event_id: z.uuid(),
  event_type: z.enum(TASK_EVENT_TYPES),
  task_id: taskId,
  version: z.int().positive(),
  timestamp: instant,
  task_data: z.looseObject(task.shape),
});
/** A task's audit trail, oldest first. */
export const history = z.strictObject({ items: z.array(historyEntry) });
/** A task's audit trail, oldest first. */
export type History = z.infer<typeof history>;
