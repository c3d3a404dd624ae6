import type { CloudEvent } from "@punctual/contracts/cloud-event";
import type pg from "pg";
import type { Logger } from "pino";
import { inTransaction } from "../database.ts";
import { createListener } from "./listener.ts";
import {
  clearFailures,
  lockUser,
  markFailed,
  markSent,
  purgeSent,
  unsentOf,
  usersWithUnsent,
} from "./queries.ts";
import type { RelayMetrics } from "./relay-metrics.ts";

const BATCH = 50;
/** Users served side by side, each on a connection of its own; their events share neither order nor partition. */
export const USERS_AT_ONCE = 8;
/** Looks for events without being woken: a notification may be lost, and retries come due. */
const POLL_MS = 500;
const PURGE_MS = 60 * 60 * 1000;
const MAX_RETRY_DELAY_MS = 5_000;

/** What the relay needs. */
export interface RelayOptions {
  readonly pool: pg.Pool;
  /** For LISTEN on a connection of its own, not through a pooler. */
  readonly databaseUrl: string;
  /** Resolves once the broker has the event. */
  readonly publish: (topic: string, event: CloudEvent, partitionKey: string) => Promise<void>;
  readonly metrics: RelayMetrics;
  readonly logger: Logger;
}

/** Publishes what is in the outbox, until stopped. */
export interface Relay {
  /** Lets the event in hand be finished, then resolves. */
  stop(): Promise<void>;
}

/**
 * Starts the relay: wakes on NOTIFY and on a slow timer, and publishes each user's events in order under a lock per
 * user, so that several replicas share the work and never reorder. A failure holds up that user alone. An event may be
 * published twice (a crash before it is marked), never lost: consumers drop what they had by event id.
 */
export function startRelay(options: RelayOptions): Relay {
  const { pool, logger, metrics } = options;
  let stopping = false;
  let awake = Promise.withResolvers<void>();
  const wake = () => awake.resolve();
  const listener = createListener(options.databaseUrl, wake, logger);
  const poll = setInterval(wake, POLL_MS);
  let purgedAt = Date.now();

  /** Publishes one batch of a user; tells whether anything was published. */
  async function publishUser(userId: string): Promise<boolean> {
    const sent: number[] = [];
    const failure = await inTransaction(pool, async (transaction) => {
      if (!(await lockUser(transaction, userId))) return undefined;
      let failed: unknown;
      for (const { sequence, topic, event, createdAt } of await unsentOf(transaction, userId, BATCH)) {
        if (stopping) break;
        try {
          await options.publish(topic, event, userId);
          sent.push(sequence);
          metrics.sent(topic, Date.now() - createdAt.getTime());
        } catch (error) {
          metrics.failed(topic);
          failed = error ?? new Error("publishing failed");
          break;
        }
      }
      if (sent.length > 0) {
        await markSent(transaction, userId, sent);
        await clearFailures(transaction, userId);
      }
      return failed;
    });
    if (failure !== undefined) {
      logger.warn({ err: failure, user_id: userId }, "events wait: publishing failed");
      await markFailed(pool, userId, MAX_RETRY_DELAY_MS);
    }
    return sent.length > 0;
  }

  async function drain(): Promise<void> {
    while (!stopping) {
      const users = await usersWithUnsent(pool, USERS_AT_ONCE);
      const progress = await Promise.all(users.map(publishUser));
      // All that is left fails or is in another replica's hands: the timer comes back to it.
      if (!progress.includes(true)) return;
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      await awake.promise;
      awake = Promise.withResolvers<void>();
      try {
        await drain();
        if (Date.now() - purgedAt > PURGE_MS) {
          purgedAt = Date.now();
          await purgeSent(pool);
        }
      } catch (error) {
        // The database is away; the timer brings us back.
        logger.warn({ err: error }, "the outbox can't be read");
      }
    }
  }

  const running = run();
  wake();
  return {
    async stop() {
      stopping = true;
      clearInterval(poll);
      wake();
      await Promise.all([running, listener.close()]);
    },
  };
}
