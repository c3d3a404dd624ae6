import type { FastifyBaseLogger } from "fastify";
import type { Hub } from "./hub.ts";
import type { LiveLimits } from "./limits.ts";
import type { DropReason } from "./metrics.ts";
import type { LiveStream } from "./stream.ts";

/** What {@link startUpkeep} needs. */
export interface UpkeepOptions {
  readonly hub: Hub;
  readonly limits: LiveLimits;
  readonly logger: FastifyBaseLogger;
  readonly drop: (userId: string, stream: LiveStream, reason: DropReason) => void;
  /** The last sequence number of each of these people that has any. */
  readonly look: (userIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
}

/** Streams whose credentials are looked at side by side. */
const CHECKS_AT_ONCE = 2;

/**
 * Keeps streams alive, ends those that take nothing or whose credential isn't valid any more, and looks at the change
 * logs now and then: a wake-up may be lost, and a consumer group that joins at the newest message misses what came
 * just before.
 */
export function startUpkeep({ hub, limits, logger, drop, look }: UpkeepOptions): { stop(): void } {
  let stopped = false;
  let checking = false;
  let poll: NodeJS.Timeout | undefined;

  function beat(): void {
    const now = Date.now();
    for (const { userId, stream } of [...hub.all()]) {
      if (stream.fullSince !== undefined) {
        if (now - stream.fullSince >= limits.stallMs) drop(userId, stream, "slow");
      } else if (now - stream.wroteAt >= limits.heartbeatMs) stream.beat();
    }
    if (!checking) {
      checking = true;
      void check(now).finally(() => {
        checking = false;
      });
    }
  }

  async function check(now: number): Promise<void> {
    const due = [...hub.all()].filter(({ stream }) => now - stream.checkedAt >= limits.recheckMs);
    const next = due.values();
    const checkers = Array.from({ length: CHECKS_AT_ONCE }, async () => {
      for (const { userId, stream } of next) {
        stream.checkedAt = now;
        try {
          if (!(await stream.stillValid())) drop(userId, stream, "credential");
        } catch (error) {
          // An outage takes nobody's rights away; the next look is as soon.
          logger.warn({ err: error }, "a live stream's credential can't be checked");
        }
      }
    });
    await Promise.all(checkers);
  }

  async function lookForChanges(): Promise<void> {
    try {
      const behind = hub.behind();
      if (behind.size === 0) return;
      for (const [userId, last] of await look([...behind.keys()])) {
        if (last > (behind.get(userId) ?? last)) hub.wake(userId);
      }
    } catch (error) {
      logger.warn({ err: error }, "change logs can't be looked at");
    }
  }

  function pollSoon(): void {
    poll = setTimeout(
      () => void lookForChanges().finally(() => !stopped && pollSoon()),
      limits.pollMs * (0.8 + Math.random() * 0.4),
    );
  }

  pollSoon();
  const ticks = setInterval(beat, limits.heartbeatMs / 15);
  return {
    stop() {
      stopped = true;
      clearInterval(ticks);
      clearTimeout(poll);
    },
  };
}
