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

/** How late reminders were fired in the last hour, in milliseconds; what was missed for a day and told together is left out. */
export interface FiredLag {
  readonly fired: number;
  readonly p50_ms: number | null;
  readonly p99_ms: number | null;
  readonly max_ms: number | null;
}

/** Reads it. */
export async function firedLag(db: Queryable): Promise<FiredLag> {
  const { rows } = await db.query<FiredLag>(
    `SELECT count(*)::int AS fired, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50_ms,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY ms) AS p99_ms, max(ms) AS max_ms
     FROM (SELECT extract(epoch FROM fired_at - remind_at)::float8 * 1000 AS ms FROM reminder
       WHERE coalesce(fired_at, cancelled_at) > now() - interval '1 hour' AND (fired_at IS NOT NULL OR cancelled_at IS NOT NULL)
         AND fired_at IS NOT NULL AND missed_in IS NULL) AS late`,
  );
  return rows[0] ?? { fired: 0, p50_ms: null, p99_ms: null, max_ms: null };
}
