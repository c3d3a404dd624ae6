import type { Jobs } from "@punctual/service-kit/dapr/jobs";
import { type Leader, pause, startLeader, type Turn } from "@punctual/service-kit/leader";
import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import { wantAll } from "../store/reminders/all-wanted.ts";
import { REMINDERS_CHANNEL } from "../store/reminders/wanted.ts";
import type { Notices } from "../use-cases/notices.ts";
import { arm } from "./arm.ts";
import { tellDigests } from "./digest.ts";
import type { Firer } from "./fire.ts";
import type { ReminderMetrics } from "./metrics.ts";
import { reconcile } from "./reconcile.ts";

/** Looks for what is to be armed without being woken: a notification may be lost. */
const ARM_MS = 1_000;
const OVERDUE_MS = 1_000;
const DIGEST_MS = 5_000;
const RECONCILE_MS = 60_000;
/** How often all tasks are looked through. */
const WANT_ALL_MS = 60 * 60 * 1000;

/** What {@link startKeeper} needs. */
export interface KeeperOptions {
  readonly pool: pg.Pool;
  /** Direct, not through a pooler. */
  readonly databaseUrl: string;
  readonly jobs: Jobs;
  readonly firer: Pick<Firer, "fireOverdue">;
  readonly metrics: ReminderMetrics;
  readonly notices: Pick<Notices, "notify">;
  readonly logger: FastifyBaseLogger;
}

/**
 * Keeps reminders true, on one replica at a time: arms what is wanted, fires what is overdue, tells daily digests, compares the scheduler with
 * the database every minute and when it begins, and all tasks with the reminders every hour. Each goes on by itself, so
 * that one which hangs holds up none of the others.
 */
export function startKeeper(options: KeeperOptions): Leader {
  const { pool, databaseUrl, firer, notices, logger } = options;

  /** Does something again and again; what fails is tried again after the same pause. */
  async function repeat(
    what: string,
    everyMs: number,
    turn: Turn,
    act: () => Promise<unknown>,
    woken?: () => Promise<void>,
  ): Promise<void> {
    while (!turn.signal.aborted) {
      let failed = false;
      await act().catch((error: unknown) => {
        failed = true;
        if (!turn.signal.aborted) logger.warn({ err: error }, `${what}: that failed; trying again`);
      });
      const paused = pause(everyMs, turn.signal);
      await (woken && !failed ? Promise.race([paused, woken()]) : paused);
    }
  }

  return startLeader({
    databaseUrl,
    name: REMINDERS_CHANNEL,
    logger,
    async lead(turn) {
      let awake = Promise.withResolvers<void>();
      turn.onNotify(() => awake.resolve());
      const armAll = async () => {
        awake = Promise.withResolvers<void>();
        while (!turn.signal.aborted && (await arm(options))) {
          // More waits than is done at a time.
        }
      };
      await Promise.all([
        repeat("arming reminders", ARM_MS, turn, armAll, () => awake.promise),
        repeat("telling overdue reminders", OVERDUE_MS, turn, () => firer.fireOverdue()),
        repeat("reconciling reminders", RECONCILE_MS, turn, async () => {
          if ((await reconcile(options)) > 0) awake.resolve();
          options.metrics.reconciled();
        }),
        repeat("telling digests", DIGEST_MS, turn, () => tellDigests(pool, notices, new Date())),
        repeat("looking through all reminders", WANT_ALL_MS, turn, () => wantAll(pool, turn.signal)),
      ]);
    },
  });
}
