import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import { PURGES } from "./purges.ts";

const EVERY_MS = 60 * 60 * 1000;
const FIRST_MS = 2 * 60 * 1000;
const LOCK = "SELECT pg_try_advisory_lock(hashtext('purge ' || current_schema())) AS locked";
const UNLOCK = "SELECT pg_advisory_unlock(hashtext('purge ' || current_schema()))";

/**
 * Deletes what has had its time every hour, and a while after the start; of several replicas one at a time.
 *
 * @returns what stops it, once the part in hand is done
 */
export function startPurging(pool: pg.Pool, logger: FastifyBaseLogger): () => Promise<void> {
  let running = Promise.resolve();
  const purge = () => {
    running = running.then(() => purgeAll(pool, logger));
  };
  const first = setTimeout(purge, FIRST_MS);
  const every = setInterval(purge, EVERY_MS);
  return () => {
    clearTimeout(first);
    clearInterval(every);
    return running;
  };
}

async function purgeAll(pool: pg.Pool, logger: FastifyBaseLogger): Promise<void> {
  try {
    const client = await pool.connect();
    try {
      const { rows } = await client.query<{ locked: boolean }>(LOCK);
      if (!rows[0]?.locked) return;
      for (const { name, hasOwnTimer, run } of PURGES) {
        if (hasOwnTimer) continue;
        const purged = await run(pool);
        if (purged > 0) logger.info({ what: name, purged }, "deleted what had had its time");
      }
      await client.query(UNLOCK);
    } finally {
      // A lock that is still held ends with its connection.
      client.release(true);
    }
  } catch (error) {
    logger.warn({ err: error }, "what had had its time can't be deleted; trying again in an hour");
  }
}
