import type { CloudEvent } from "@punctual/contracts/cloud-event";
import type pg from "pg";
import { prepared } from "../database/prepared.ts";
import { together } from "../database/together.ts";
import type { Queryable } from "../database.ts";

/** An event that waits in the outbox. */
export interface Unsent {
  readonly sequence: number;
  readonly topic: string;
  readonly event: CloudEvent;
  readonly createdAt: Date;
}

/** Users with events that wait and may be tried now: those whose last try failed last, else who waited longest first. */
export async function usersWithUnsent(db: Queryable, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ user_id: string }>(USERS([limit]));
  return rows.map((row) => row.user_id);
}

const USERS = prepared(
  `SELECT outbox.user_id FROM outbox JOIN event_stream USING (user_id)
   WHERE sent_at IS NULL AND (retry_at IS NULL OR retry_at <= clock_timestamp())
   GROUP BY outbox.user_id, failures ORDER BY failures > 0, min(created_at) LIMIT $1`,
);

/**
 * Takes the lock under which one user's events are published, until the transaction ends, and gives those that wait and
 * may be tried now, in order; undefined when another replica has the lock. It is not the row lock that writers take: publishing never holds
 * up a write.
 */
export async function takeUnsent(
  transaction: pg.PoolClient,
  userId: string,
  limit: number,
): Promise<Unsent[] | undefined> {
  // What is read is as of after the lock.
  const [lock, unsent] = await together([
    transaction.query<{ locked: boolean }>(LOCK([userId])),
    transaction.query<Unsent>(UNSENT([userId, limit])),
  ]);
  return lock.rows[0]?.locked === true ? unsent.rows : undefined;
}

const LOCK = prepared(
  "SELECT pg_try_advisory_xact_lock(hashtext('outbox ' || current_schema()), hashtext($1)) AS locked",
);
const UNSENT = prepared(
  `SELECT sequence, topic, event, created_at AS "createdAt" FROM outbox
   WHERE user_id = $1 AND sent_at IS NULL
     AND NOT EXISTS (SELECT FROM event_stream WHERE user_id = $1 AND retry_at > clock_timestamp())
   ORDER BY sequence LIMIT $2`,
);

/** The statements that mark events as accepted by the broker, and note that publishing the user's events works. */
export function sentStatements(userId: string, sequences: readonly number[]): pg.QueryConfig[] {
  return [MARK_SENT([userId, sequences]), CLEAR_FAILURES([userId])];
}

const MARK_SENT = prepared(
  "UPDATE outbox SET sent_at = clock_timestamp() WHERE user_id = $1 AND sequence = ANY($2::bigint[])",
);
const CLEAR_FAILURES = prepared(
  "UPDATE event_stream SET failures = 0, retry_at = NULL WHERE user_id = $1 AND failures > 0",
);

/** Notes that publishing a user's events failed: the next try waits longer each time, up to `maxDelayMs`. */
export async function markFailed(db: Queryable, userId: string, maxDelayMs: number): Promise<void> {
  await db.query(
    `UPDATE event_stream SET failures = failures + 1,
       retry_at = clock_timestamp() + least(250 * power(2, least(failures, 20)), $2) * interval '1 millisecond'
     WHERE user_id = $1`,
    [userId, maxDelayMs],
  );
}

/** Deletes events sent longer ago than a day. */
export async function purgeSent(db: Queryable): Promise<number> {
  const { rowCount } = await db.query("DELETE FROM outbox WHERE sent_at < now() - interval '1 day'");
  return rowCount ?? 0;
}

/** How many events wait, and for how long the oldest has, in seconds. */
export async function backlog(db: Queryable): Promise<{ depth: number; ageSeconds: number }> {
  const { rows } = await db.query<{ depth: number; age: number | null }>(
    `SELECT count(*) AS depth, extract(epoch FROM clock_timestamp() - min(created_at))::float8 AS age
     FROM outbox WHERE sent_at IS NULL`,
  );
  return { depth: rows[0]?.depth ?? 0, ageSeconds: rows[0]?.age ?? 0 };
}
