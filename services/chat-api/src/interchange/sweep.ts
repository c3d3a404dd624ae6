import { reasonOf } from "@punctual/service-kit/errors";
import type pg from "pg";
import type { Logger } from "pino";
import { STOPPED_AFTER } from "./long-write.ts";
import { takeBack } from "./take-back.ts";

const EVERY_MS = 60_000;

/**
 * Takes back long writes whose process has ended halfway, so that nothing stays half-written. Of several replicas, one
 * does it.
 *
 * @returns how many were taken back
 */
export async function sweepStopped(pool: pg.Pool): Promise<number> {
  let taken = 0;
  for (;;) {
    // Whoever sets the time has it for as long as it takes for stopped.
    const { rows } = await pool.query<{ write_id: string; user_id: string }>(
      `UPDATE import_run SET failed_at = now(), beat_at = now() WHERE write_id = (
         SELECT write_id FROM import_run WHERE beat_at < now() - interval '${STOPPED_AFTER}'
         ORDER BY beat_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING write_id, user_id`,
    );
    const [stopped] = rows;
    if (!stopped) return taken;
    const actor = { door: "system" as const, credential: null };
    await takeBack(pool, { userId: stopped.user_id, actor }, stopped.write_id);
    taken += 1;
  }
}

/** Sweeps now and every minute; what it gives stops that and waits for the sweep at work. */
export function startSweep(pool: pg.Pool, logger: Pick<Logger, "warn" | "info">): () => Promise<void> {
  let working: Promise<void> = Promise.resolve();
  const sweep = async () => {
    try {
      const taken = await sweepStopped(pool);
      if (taken > 0) logger.info({ imports: taken }, "took back imports that had stopped halfway");
    } catch (error) {
      logger.warn({ reason: reasonOf(error) }, "can't look for imports that have stopped; trying again");
    }
  };
  const next = () => {
    working = working.then(sweep);
  };
  next();
  const timer = setInterval(next, EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return working;
  };
}
