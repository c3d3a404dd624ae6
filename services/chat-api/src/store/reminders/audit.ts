import type { Reader } from "../unit-of-work.ts";

/** A reminder at one instant, as it is kept. */
export interface KeptReminder {
  readonly reminder_id: number;
  readonly remind_at: Date;
  readonly wanted_at: Date;
  readonly armed_at: Date | null;
  readonly fired_at: Date | null;
  readonly cancelled_at: Date | null;
  readonly missed: boolean;
}

/** All reminders that a task has and had, in the order in which they are due. */
export async function keptReminders({ db, userId }: Reader, taskId: number): Promise<KeptReminder[]> {
  const { rows } = await db.query<KeptReminder>(
    `SELECT reminder_id, remind_at, wanted_at, armed_at, fired_at, cancelled_at, missed_in IS NOT NULL AS missed
     FROM reminder WHERE user_id = $1 AND task_id = $2 ORDER BY remind_at, reminder_id LIMIT 500`,
    [userId, taskId],
  );
  return rows;
}

/** Which of a task's reminders fired last, or else comes next. */
export async function currentReminder({ db, userId }: Reader, taskId: number): Promise<number | undefined> {
  const { rows } = await db.query<{ reminder_id: number }>(
    `SELECT reminder_id FROM reminder WHERE user_id = $1 AND task_id = $2 AND cancelled_at IS NULL
     ORDER BY fired_at IS NULL, fired_at DESC, remind_at LIMIT 1`,
    [userId, taskId],
  );
  return rows[0]?.reminder_id;
}
