import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import { inTransaction, type Queryable } from "../database.ts";

/** A day longer than Kafka keeps an event: what it hasn't, it can't deliver again. */
const KEPT_DAYS = 8;
const AT_ONCE = 10_000;
const EVERY_MS = 60 * 60 * 1000;
const FIRST_MS = 3 * 60 * 1000;

/** Forgets events that were taken longer ago than Kafka keeps them; gives how many. */
export async function purgeInbox(pool: pg.Pool): Promise<number> {
  for (let total = 0; ; ) {
    const deleted = await inTransaction(pool, deleteSome);
    total += deleted;
    if (deleted < AT_ONCE) return total;
  }
}

// Of several replicas one at a time; the others' turn comes with their own timers.
async function deleteSome(db: Queryable): Promise<number> {
  const { rowCount } = await db.query(
    `WITH turn AS MATERIALIZED (
       SELECT pg_try_advisory_xact_lock(hashtext('purge inbox ' || current_schema())) AS ours
     )
     DELETE FROM inbox WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM inbox WHERE (SELECT ours FROM turn)
         AND received_at < now() - interval '${KEPT_DAYS} days' ORDER BY received_at LIMIT ${AT_ONCE}))`,
  );
  return rowCount ?? 0;
}

/** Does so every hour, and for the first time a while after the start. @returns what stops it */
export function startPurgingInbox(pool: pg.Pool, logger: FastifyBaseLogger): () => void {
  const purge = () => {
    purgeInbox(pool).catch((error: unknown) =>
      logger.warn({ err: error }, "the inbox can't be purged; trying again in an hour"),
    );
  };
  const first = setTimeout(purge, FIRST_MS);
  const every = setInterval(purge, EVERY_MS);
  return () => {
    clearTimeout(first);
    clearInterval(every);
  };
}
