import type { Jobs } from "@punctual/service-kit/dapr/jobs";
import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import { armedBetween, rearm, type WaitingReminder } from "../store/reminders/arming.ts";
import { CANARY, jobName } from "./job.ts";

/** What reconciling needs. */
export interface ReconcileOptions {
  readonly pool: pg.Pool;
  readonly jobs: Jobs;
  readonly logger: Pick<FastifyBaseLogger, "warn" | "info">;
}

/** Far enough that it is never due: it is only looked for. */
const CANARY_MS = 365 * 24 * 60 * 60 * 1000;
/** Jobs due within this time are looked at one by one: longer than it takes until the next look. */
const SOON_MS = 150_000;
/** As many of them, the soonest first; the others are found when they are overdue, if they are lost. */
const MOST_LOOKED_AT = 2_000;
const AT_ONCE = 8;

/**
 * Compares what the scheduler has with what it should have, as far as it tells: jobs can only be read by name. Where its
 * canary is gone it was emptied, and all reminders are armed again; of those due soon each job is looked at.
 *
 * @returns how many are to be armed again
 * @throws DaprError where the scheduler can't be asked: nothing is known then, and nothing changed
 */
export async function reconcile({ pool, jobs, logger }: ReconcileOptions): Promise<number> {
  const canary = await jobs.get(CANARY);
  if (!canary || canary.dueAt.getTime() < Date.now() + CANARY_MS / 2) {
    if (!canary) {
      const reminders = await rearm(pool, "all");
      if (reminders > 0) logger.warn({ reminders }, "the scheduler has lost its jobs; all are made again");
    }
    // Only now: whoever dies before this finds out again.
    await jobs.schedule({ name: CANARY, dueAt: new Date(Date.now() + CANARY_MS), data: {} });
    if (!canary) return 0;
  }
  const now = Date.now();
  const soon = await armedBetween(pool, new Date(now), new Date(now + SOON_MS), MOST_LOOKED_AT);
  const lost = await withoutJob(jobs, soon);
  if (lost.length > 0) {
    logger.warn({ reminders: lost.length }, "reminders without their jobs; these are made again");
    await rearm(pool, lost);
  }
  return lost.length;
}

async function withoutJob(jobs: Jobs, reminders: readonly WaitingReminder[]): Promise<number[]> {
  const left = [...reminders];
  const lost: number[] = [];
  const look = async () => {
    for (let one = left.shift(); one; one = left.shift()) {
      const job = await jobs.get(jobName(one));
      // Dapr keeps whole seconds. One that came meanwhile has none any more, and nothing is lost by a second.
      const isRight = job && Math.abs(job.dueAt.getTime() - one.remind_at.getTime()) < 1_000;
      if (!isRight) lost.push(one.id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, look));
  return lost;
}
