import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import type { Outcome } from "../channels/channel.ts";
import { purgeNotices } from "../store/notices.ts";
import {
  drop,
  expire,
  noteAccepted,
  noteFailed,
  noteRefused,
  planNotices,
  putOff,
  type Sending,
  takeSendings,
} from "../store/sending.ts";
import { backoffSeconds, channelBackoffSeconds } from "./backoff.ts";
import type { Judge } from "./judge.ts";

/** Tries under way at once, of all channels: most of them only wait for an answer. */
const AT_ONCE = 128;
/** Of one channel. */
const PER_CHANNEL = 8;
const PLANNED_AT_ONCE = 500;
/** Looks without being woken: retries come due, and another replica may have died over its own. */
const POLL_MS = 500;
/** How often what is worth nothing any more, and what is old, is looked for. */
const EXPIRE_MS = 60_000;

/** What {@link startWorker} needs. */
export interface WorkerOptions {
  readonly pool: pg.Pool;
  /** Says whether it is to be tried. */
  readonly judge: Judge;
  /** Tries once; never throws for what the other side does. */
  readonly send: (sending: Sending, signal: AbortSignal) => Promise<Outcome>;
  /** Told of each try. @param lateMs since it was to be told; of what was accepted */
  readonly tried: (kind: Sending["channel_kind"], result: Outcome["result"], lateMs?: number) => void;
  readonly logger: Pick<FastifyBaseLogger, "warn">;
}

/** Sends notices by their channels, until stopped. */
export interface Worker {
  /** Says that there is a new notice. */
  wake(): void;
  /** Ends the tries in hand, then resolves. */
  stop(): Promise<void>;
}

/**
 * Starts to send. Each channel fails by itself: others don't wait for one that hangs, which gets a single try at a time,
 * ever more rarely. Replicas share the work.
 */
export function startWorker({ pool, judge, send, tried, logger }: WorkerOptions): Worker {
  const stopping = new AbortController();
  const underWay = new Map<number, number>();
  const tries = new Set<Promise<void>>();
  let awake = Promise.withResolvers<void>();
  const wake = () => awake.resolve();
  const poll = setInterval(wake, POLL_MS);
  let expiredAt = Date.now();

  async function settle(sending: Sending, outcome: Outcome): Promise<void> {
    if (outcome.result === "accepted") {
      tried(
        sending.channel_kind,
        "accepted",
        Date.now() - (sending.remind_at ?? sending.delivered_at).getTime(),
      );
      return noteAccepted(pool, sending);
    }
    tried(sending.channel_kind, outcome.result);
    const { reason } = outcome;
    if (outcome.result !== "failed") {
      return noteRefused(pool, sending, { reason, gone: outcome.result === "gone" });
    }
    const channelSeconds = Math.max(
      channelBackoffSeconds(sending.failures + 1, Math.random()),
      outcome.retryAfterSeconds ?? 0,
    );
    const seconds = Math.max(backoffSeconds(sending.attempts, Math.random()), outcome.retryAfterSeconds ?? 0);
    const dead = Date.now() + seconds * 1000 > sending.expires_at.getTime();
    return noteFailed(pool, sending, { reason, seconds, channelSeconds, dead });
  }

  async function attempt(sending: Sending): Promise<void> {
    const { channel_id } = sending;
    try {
      const decision = await judge(sending, new Date());
      if (decision === "drop") return await drop(pool, sending);
      if (decision !== "send") return await putOff(pool, sending, decision.until);
      const outcome = await send(sending, stopping.signal);
      // What we broke off ourselves is nobody's failure: it is free again when its time is over.
      if (!stopping.signal.aborted || outcome.result === "accepted") await settle(sending, outcome);
    } catch (error) {
      // It comes back when nobody has it any more.
      logger.warn({ err: error, delivery: sending.id }, "what came of a delivery can't be noted");
    } finally {
      const left = (underWay.get(channel_id) ?? 1) - 1;
      if (left > 0) underWay.set(channel_id, left);
      else underWay.delete(channel_id);
      wake();
    }
  }

  async function drain(): Promise<void> {
    while ((await planNotices(pool, PLANNED_AT_ONCE)) === PLANNED_AT_ONCE) {
      // There may be more.
    }
    const limit = AT_ONCE - tries.size;
    if (limit <= 0) return;
    // One that is at it gets no more until it has answered all, or it would have more than its share.
    const busy = [...underWay.keys()];
    for (const sending of await takeSendings(pool, { limit, perChannel: PER_CHANNEL, busy })) {
      underWay.set(sending.channel_id, (underWay.get(sending.channel_id) ?? 0) + 1);
      const one = attempt(sending).finally(() => tries.delete(one));
      tries.add(one);
    }
    if (Date.now() - expiredAt > EXPIRE_MS) {
      expiredAt = Date.now();
      await expire(pool);
      await purgeNotices(pool);
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await awake.promise;
      awake = Promise.withResolvers<void>();
      // The database is away; the timer brings us back.
      await drain().catch((error: unknown) => logger.warn({ err: error }, "notices can't be sent now"));
    }
    await Promise.all(tries);
  }

  const running = run();
  wake();
  return {
    wake,
    async stop() {
      clearInterval(poll);
      stopping.abort();
      wake();
      await running;
    },
  };
}
