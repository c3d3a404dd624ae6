import type { ReminderInQuestion } from "@punctual/contracts/reminder-wanted";
import type pg from "pg";
import { wantedReminders } from "../../domain/reminders.ts";
import { ownZone } from "../../store/own-zone.ts";
import { findTasks } from "../../store/tasks/read.ts";
import { readAs } from "../../store/unit-of-work.ts";

/** Whether a reminder that fired should still be told: its task is open, and has it at the same time as then. */
export function isStillWanted(
  pool: pg.Pool,
  { user_id, task_id, reminder_id, remind_at }: ReminderInQuestion,
): Promise<boolean> {
  return readAs(pool, user_id, async (reader) => {
    const [task] = await findTasks(reader, [task_id]);
    if (!task) return false;
    const at = new Date(remind_at).toISOString();
    return wantedReminders(task, await ownZone(reader)).some(
      (each) => each.remind_at === at && (reminder_id === null || each.reminder_id === reminder_id),
    );
  });
}
