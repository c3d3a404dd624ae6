import type { Queryable } from "@punctual/service-kit/database";
import { prepared } from "@punctual/service-kit/database/prepared";
import type { ReminderKey } from "../../reminders/job.ts";

/** A reminder that waits for its time. */
export interface WaitingReminder extends ReminderKey {
  readonly id: number;
  readonly remind_at: Date;
}

const WAITING = "fired_at IS NULL AND cancelled_at IS NULL";

/** Those that have no job yet, the soonest first, until `until`. */
export async function unarmed(db: Queryable, until: Date, limit: number): Promise<WaitingReminder[]> {
  const { rows } = await db.query<WaitingReminder>(UNARMED([until, limit]));
  return rows;
}

const UNARMED = prepared(`SELECT id, task_id, reminder_id, remind_at FROM reminder
  WHERE armed_at IS NULL AND ${WAITING} AND remind_at < $1 ORDER BY remind_at LIMIT $2`);

/** Notes that these have a job, also those that were cancelled meanwhile: their jobs are to go. */
export async function markArmed(db: Queryable, ids: readonly number[]): Promise<void> {
  await db.query(ARMED([ids]));
}

const ARMED = prepared("UPDATE reminder SET armed_at = clock_timestamp() WHERE id = ANY($1::bigint[])");

/** A cancelled reminder whose job is still there; `taken`: the job of that name is another's now, or will be. */
export interface Armed extends ReminderKey {
  readonly id: number;
  readonly taken: boolean;
}

/** Those that are cancelled and have a job. */
export async function toDisarm(db: Queryable, limit: number): Promise<Armed[]> {
  const { rows } = await db.query<Armed>(TO_DISARM([limit]));
  return rows;
}

const TO_DISARM = prepared(`SELECT id, task_id, reminder_id, EXISTS (SELECT FROM reminder AS other
    WHERE other.task_id = reminder.task_id AND other.reminder_id = reminder.reminder_id
      AND other.fired_at IS NULL AND other.cancelled_at IS NULL) AS taken
  FROM reminder WHERE cancelled_at IS NOT NULL AND armed_at IS NOT NULL AND disarmed_at IS NULL ORDER BY id LIMIT $1`);

/**
 * Notes that these have no job any more. What waits under the same name is armed again: it may have been armed before
 * the job of that name was replaced or deleted for one of these.
 */
export async function markDisarmed(db: Queryable, ids: readonly number[]): Promise<void> {
  await db.query(DISARMED([ids]));
}

const DISARMED = prepared(`
  WITH gone AS (
    UPDATE reminder SET disarmed_at = clock_timestamp() WHERE id = ANY($1::bigint[]) RETURNING task_id, reminder_id
  )
  UPDATE reminder SET armed_at = NULL FROM gone
  WHERE reminder.task_id = gone.task_id AND reminder.reminder_id = gone.reminder_id AND NOT reminder.id = ANY($1::bigint[])
    AND reminder.fired_at IS NULL AND reminder.cancelled_at IS NULL AND reminder.armed_at IS NOT NULL`);

/** Those with a job between two instants, the soonest first. */
export async function armedBetween(
  db: Queryable,
  from: Date,
  until: Date,
  limit: number,
): Promise<WaitingReminder[]> {
  const { rows } = await db.query<WaitingReminder>(
    `SELECT id, task_id, reminder_id, remind_at FROM reminder
     WHERE armed_at IS NOT NULL AND ${WAITING} AND remind_at BETWEEN $1 AND $2 ORDER BY remind_at LIMIT $3`,
    [from, until, limit],
  );
  return rows;
}

/** Has jobs made again for these, or for all that wait. @returns how many */
export async function rearm(db: Queryable, ids: readonly number[] | "all"): Promise<number> {
  const { rowCount } = await db.query(
    `UPDATE reminder SET armed_at = NULL WHERE armed_at IS NOT NULL AND ${WAITING}
       AND ($1::bigint[] IS NULL OR id = ANY($1::bigint[]))`,
    [ids === "all" ? null : ids],
  );
  return rowCount ?? 0;
}
