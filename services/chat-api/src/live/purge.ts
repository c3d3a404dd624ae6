import { inTransaction } from "@punctual/service-kit/database";
import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";

/** Changes that are deleted in one transaction. */
const AT_ONCE = 10_000;

// Only one replica at a time; the others' turn comes with their own timers. What is deleted is noted for each user, so
// that a client which needs it is told to load anew.
const PURGE = `
  WITH turn AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock(hashtext('purge changes ' || current_schema())) AS ours
  ), old AS (
    SELECT user_id, sequence FROM change
    WHERE (SELECT ours FROM turn) AND at < now() - interval '30 days' ORDER BY at LIMIT $1
  ), gone AS (
    DELETE FROM change USING old WHERE change.user_id = old.user_id AND change.sequence = old.sequence
    RETURNING change.user_id, change.sequence
  ), noted AS (
    UPDATE event_stream SET changes_purged_to = greatest(changes_purged_to, last.sequence)
    FROM (SELECT user_id, max(sequence) AS sequence FROM gone GROUP BY user_id) AS last
    WHERE event_stream.user_id = last.user_id
  )
  SELECT count(*) AS n FROM gone`;

/** Deletes changes from longer ago than 30 days; gives how many that were. */
export async function purgeChanges(pool: pg.Pool): Promise<number> {
  let total = 0;
  for (;;) {
    const { rows } = await inTransaction(pool, (db) => db.query<{ n: number }>(PURGE, [AT_ONCE]));
    const n = rows[0]?.n ?? 0;
    total += n;
    if (n < AT_ONCE) return total;
  }
}

const FIRST_MS = 60_000;
const EVERY_MS = 60 * 60_000;

/** Deletes old changes every hour, and for the first time a minute after the start. @returns stops it */
export function startPurging(pool: pg.Pool, logger: FastifyBaseLogger): () => void {
  const purge = () => {
    purgeChanges(pool).catch((error: unknown) => logger.warn({ err: error }, "old changes can't be deleted"));
  };
  const first = setTimeout(purge, FIRST_MS);
  const every = setInterval(purge, EVERY_MS);
  return () => {
    clearTimeout(first);
    clearInterval(every);
  };
}
