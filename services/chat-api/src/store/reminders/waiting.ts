import type { Queryable } from "@punctual/service-kit/database";

/** How many reminders are to come, and how many should have. */
export interface WaitingCounts {
  readonly armed: number;
  readonly unarmed: number;
  readonly overdue: number;
  /** For how long the oldest of those has been due. */
  readonly overdueSeconds: number;
}

/** Counts reminders that wait. */
export async function countWaiting(db: Queryable): Promise<WaitingCounts> {
  const { rows } = await db.query<WaitingCounts>(
    `SELECT count(armed_at)::int AS armed, (count(*) - count(armed_at))::int AS unarmed,
       (count(*) FILTER (WHERE late))::int AS overdue,
       coalesce(extract(epoch FROM now() - min(remind_at) FILTER (WHERE late)), 0)::float8 AS "overdueSeconds"
     FROM (SELECT armed_at, remind_at, remind_at < now() - interval '2 seconds' AS late
       FROM reminder WHERE fired_at IS NULL AND cancelled_at IS NULL) AS waiting`,
  );
  return rows[0] ?? { armed: 0, unarmed: 0, overdue: 0, overdueSeconds: 0 };
}
