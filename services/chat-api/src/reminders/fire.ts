import type { CloudEvent } from "@punctual/contracts/cloud-event";
import { errors } from "@punctual/service-kit/errors";
import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import {
  cancelOrphans,
  type DueReminder,
  dueOf,
  gatherMissed,
  markFired,
  markMissedTold,
  missedTogether,
  overdue,
} from "../store/reminders/due.ts";
import { missedEventOf, reminderEventOf } from "./event.ts";
import type { ReminderKey } from "./job.ts";
import type { ReminderMetrics } from "./metrics.ts";

/** Jobs that are seen to with one look into the database. */
const BATCH = 200;
/** Batches side by side. */
const BATCHES = 4;
/** Events on their way to Kafka at once, of one batch. */
const AT_ONCE = 16;
/** For how long nobody tries after Kafka took no event: a thousand jobs would wait for it, each for itself. */
const REST_MS = 1_000;
/** By now its job should have come. */
const PATIENCE_MS = 1_000;
/** What an event lists of what was missed. */
const MISSED_LISTED = 20;

/** What {@link createFirer} needs. */
export interface FirerOptions {
  readonly pool: pg.Pool;
  /** Resolves once Kafka has the event. */
  readonly publish: (event: CloudEvent, userId: string) => Promise<void>;
  readonly metrics: ReminderMetrics;
  readonly logger: Pick<FastifyBaseLogger, "warn" | "info">;
}

/** Publishes reminders whose time has come. */
export interface Firer {
  /** Resolves once Kafka has the event, or where there is nothing to tell (any more); throws dependency_unavailable. */
  fire(key: ReminderKey): Promise<void>;
  /** Does so for all whose job didn't come, and tells of what was missed for a day as one. @returns how many */
  fireOverdue(): Promise<number>;
}

interface Waiting {
  readonly key: ReminderKey;
  readonly done: PromiseWithResolvers<void>;
}

/**
 * Makes the firer. An event may be published twice (a crash before it is marked, a job beside the reconciler), always
 * with the same id; it is never lost, for what isn't marked is overdue soon.
 */
export function createFirer({ pool, publish, metrics, logger }: FirerOptions): Firer {
  const waiting: Waiting[] = [];
  let batches = 0;
  let restUntil = 0;

  async function publishOne(due: DueReminder): Promise<void> {
    await publish(reminderEventOf(due, new Date()), due.user_id);
  }

  /** @returns why some could not be published, by id */
  async function publishAll(all: readonly DueReminder[]): Promise<Map<number, unknown>> {
    const failed = new Map<number, unknown>();
    const told: DueReminder[] = [];
    const left = [...all];
    const work = async () => {
      for (let due = left.shift(); due; due = left.shift()) {
        if (Date.now() < restUntil) {
          failed.set(due.id, errors.dependencyUnavailable("Kafka takes no events now."));
          continue;
        }
        try {
          await publishOne(due);
          told.push(due);
        } catch (error) {
          restUntil = Date.now() + REST_MS;
          failed.set(due.id, error);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, all.length) }, work));
    if (told.length > 0) {
      const times = new Map(told.map(({ id, remind_at }) => [id, remind_at.getTime()]));
      const marked = await markFired(pool, [...times.keys()]);
      for (const { id, fired_at } of marked) metrics.fired(fired_at.getTime() - (times.get(id) ?? 0));
    }
    for (const error of failed.values()) metrics.failed(error);
    return failed;
  }

  async function serve(batch: readonly Waiting[]): Promise<void> {
    try {
      const found = await dueOf(
        pool,
        batch.map(({ key }) => key),
        new Date(),
      );
      const failed = await publishAll(found);
      const keys = new Map(found.map((due) => [keyOf(due), failed.get(due.id)]));
      for (const { key, done } of batch) {
        const error = keys.get(keyOf(key));
        if (error === undefined) done.resolve();
        else done.reject(error);
      }
    } catch (error) {
      for (const { done } of batch) done.reject(error);
    }
  }

  function work(): void {
    while (waiting.length > 0 && batches < BATCHES) {
      batches += 1;
      void serve(waiting.splice(0, BATCH)).finally(() => {
        batches -= 1;
        work();
      });
    }
  }

  return {
    fire(key) {
      const done = Promise.withResolvers<void>();
      waiting.push({ key, done });
      // Whatever else comes in the same turn of the event loop goes with it.
      setImmediate(work);
      return done.promise;
    },
    async fireOverdue() {
      const now = new Date();
      const before = new Date(now.getTime() - PATIENCE_MS);
      const late = await overdue(pool, before, BATCH);
      const failed = await publishAll(late);
      const [reason] = failed.values();
      if (reason)
        logger.warn({ err: reason, reminders: failed.size }, "reminders that are due can't be told");
      if (late.length === 0) await cancelOrphans(pool, before);
      await gatherMissed(pool, now);
      for (const missed of await missedTogether(pool, MISSED_LISTED)) {
        const event = missedEventOf(missed, new Date());
        const userId = missed.some[0]?.user_id;
        if (!event || userId === undefined) continue;
        await publish(event, userId);
        metrics.missed(await markMissedTold(pool, missed.missed_in));
      }
      return late.length - failed.size;
    },
  };
}

function keyOf({ task_id, reminder_id }: ReminderKey): string {
  return `${task_id} ${reminder_id}`;
}
