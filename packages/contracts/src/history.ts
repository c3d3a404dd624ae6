import { z } from "zod";
import { ACTIONS, actor } from "./change.ts";
import { TASK_EVENT_TYPES } from "./events.ts";
import { taskId } from "./task.ts";
import { instant } from "./time.ts";

/**
 * One entry of a task's audit trail: what happened, who did it and when, and the task before and after. Entries from
 * before there was `action` have neither that nor who it was.
 */
export const historyEntry = z.strictObject({
  event_id: z.uuid(),
  event_type: z.enum(TASK_EVENT_TYPES),
  task_id: taskId,
  version: z.int().positive(),
  timestamp: instant,
  action: z.enum(ACTIONS).nullable(),
  actor: actor.nullable(),
  task_before: z.looseObject({}).nullable(),
  task_data: z.looseObject({ id: taskId, title: z.string() }),
});
/** A task's audit trail, oldest first. */
export const history = z.strictObject({ items: z.array(historyEntry) });
/** A task's audit trail, oldest first. */
export type History = z.infer<typeof history>;
