import type { CloudEvent } from "@punctual/contracts/cloud-event";
import type pg from "pg";
import type { Logger } from "pino";
import { createListener } from "./listener.ts";
import { publishBatch } from "./publish-batch.ts";
import { purgeSent, usersWithUnsent } from "./queries.ts";
import type { RelayMetrics } from "./relay-metrics.ts";

/** Users served side by side, each on a connection of its own; their events share neither order nor partition. */
export const USERS_AT_ONCE = 8;
/** Users with waiting events that are looked for at once. */
const ASKED_FOR = 500;
/** Looks for events without being woken: a notification may be lost, and retries come due. */
const POLL_MS = 500;
const PURGE_MS = 60 * 60 * 1000;

/** What the relay needs. */
export interface RelayOptions {
  readonly pool: pg.Pool;
  /** For LISTEN on a connection of its own, not through a pooler. */
  readonly databaseUrl: string;
  /** Resolves once the broker has the event. */
  readonly publish: (topic: string, event: CloudEvent, partitionKey: string) => Promise<void>;
  /** Topics whose events only say that there is something to read: of those of a user that wait, the last will do. */
  readonly wakeUps: readonly string[];
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
  const { pool, logger } = options;
  let stopping = false;
  let awake = Promise.withResolvers<void>();
  /** Users at whose events we are: others don't wait for them. */
  const serving = new Map<string, Promise<void>>();
  /** Users whose turn is next. */
  const next = new Set<string>();
  /** Whether others may wait of whom nobody told. */
  let unknown = true;
  const wake = (userId?: string) => {
    if (userId === undefined) unknown = true;
    else next.add(userId);
    awake.resolve();
  };
  const listener = createListener(options.databaseUrl, wake, logger);
  const poll = setInterval(wake, POLL_MS);
  let purgedAt = Date.now();

  async function serve(userId: string): Promise<void> {
    const more = await publishBatch(options, userId, () => stopping).catch((error: unknown) => {
      logger.warn({ err: error, user_id: userId }, "the outbox can't be read");
      return false;
    });
    serving.delete(userId);
    if (more) next.add(userId);
    awake.resolve();
  }

  async function drain(): Promise<void> {
    if (unknown) {
      unknown = false;
      for (const userId of await usersWithUnsent(pool, ASKED_FOR)) next.add(userId);
    }
    for (const userId of next) {
      if (serving.size === USERS_AT_ONCE) return;
      if (serving.has(userId)) continue;
      next.delete(userId);
      serving.set(userId, serve(userId));
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
    await Promise.all(serving.values());
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
