import { z } from "zod";
import { taskId } from "./task.ts";
import { instant } from "./time.ts";

/** Body of `POST /dapr/reminders/wanted` on chat-api: whether a reminder that fired should still be told. */
export const reminderInQuestion = z.strictObject({
  user_id: z.string().min(1),
  task_id: taskId,
  /** Null where an older version fired it. */
  reminder_id: z.int().positive().nullable(),
  remind_at: instant,
});
/** A reminder that fired. */
export type ReminderInQuestion = z.infer<typeof reminderInQuestion>;

/** False once its task is done, deleted or moved, or the reminder was put off or taken away. */
export const reminderWanted = z.strictObject({ wanted: z.boolean() });
