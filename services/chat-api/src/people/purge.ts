import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import { purgeSessions } from "./store/sessions.ts";
import { purgeSignIns } from "./store/sign-ins.ts";

const EVERY_MS = 60 * 60 * 1000;

/** Deletes sign-ins and sessions that have had their time, every hour. @returns what stops it */
export function startPurge(pool: pg.Pool, logger: FastifyBaseLogger): () => void {
  const purge = async () => {
    try {
      await purgeSessions(pool);
      await purgeSignIns(pool);
    } catch (error) {
      logger.warn({ err: error }, "old sign-ins and sessions could not be deleted; trying again in an hour");
    }
  };
  const timer = setInterval(() => void purge(), EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
