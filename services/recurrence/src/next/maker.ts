import type { Dapr } from "@punctual/service-kit/dapr/client";
import { reasonOf } from "@punctual/service-kit/errors";
import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import { putOff, settle, takeWanted, type Wanted } from "../store/wanted.ts";
import { askForNext } from "./ask.ts";
import type { NextMetrics } from "./metrics.ts";

/** Asked for side by side. */
const AT_ONCE = 8;
/** Looks without being woken: retries come due, and another replica may have died over its own. */
const POLL_MS = 1_000;
/** Longest pause between two tries. What fails for good is tried still: a newer version may know better. */
const MOST_SECONDS = 60;

/** What {@link startMaker} needs. */
export interface MakerOptions {
  readonly pool: pg.Pool;
  readonly dapr: Pick<Dapr, "invoke">;
  readonly metrics: NextMetrics;
  readonly logger: Pick<FastifyBaseLogger, "warn" | "error">;
}

/** Asks for next occurrences, until stopped. */
export interface Maker {
  /** Says that one more is wanted. */
  wake(): void;
  /** Lets those in hand be finished, then resolves. */
  stop(): Promise<void>;
}

/**
 * Starts to ask for what is wanted. One that fails is tried again, ever more slowly and without an end; others don't wait
 * for it. Replicas share the work.
 */
export function startMaker({ pool, dapr, metrics, logger }: MakerOptions): Maker {
  let stopping = false;
  let awake = Promise.withResolvers<void>();
  const wake = () => awake.resolve();
  const poll = setInterval(wake, POLL_MS);

  async function make(wanted: Wanted): Promise<void> {
    try {
      const result = await askForNext(dapr, wanted);
      await settle(pool, wanted);
      if (result === "refused") {
        const { task_id, task } = wanted;
        logger.error({ task_id, rrule: task.recurrence?.rrule }, "a rule can't be expanded: nothing follows");
      }
      metrics.settled(result, Date.now() - wanted.completed_at.getTime());
    } catch (error) {
      metrics.failed();
      const seconds = Math.min(MOST_SECONDS, 0.5 * 2 ** wanted.tries);
      logger.warn({ err: error, task_id: wanted.task_id, seconds }, "a next occurrence can't be made yet");
      await putOff(pool, wanted, { reason: reasonOf(error), seconds });
    }
  }

  async function drain(): Promise<void> {
    for (let found = AT_ONCE; found === AT_ONCE && !stopping; ) {
      const some = await takeWanted(pool, AT_ONCE);
      await Promise.all(some.map(make));
      found = some.length;
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      await awake.promise;
      awake = Promise.withResolvers<void>();
      // The database is away; the timer brings us back.
      await drain().catch((error: unknown) =>
        logger.warn({ err: error }, "wanted occurrences can't be read"),
      );
    }
  }

  const running = run();
  wake();
  return {
    wake,
    async stop() {
      stopping = true;
      clearInterval(poll);
      wake();
      await running;
    },
  };
}
