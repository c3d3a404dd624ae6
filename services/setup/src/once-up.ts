import { setTimeout } from "node:timers/promises";
import { wholeReasonOf } from "@punctual/service-kit/errors";

/** How a server that isn't up yet is waited for. */
export interface Patience {
  /** Whether a failure means just that; any other ends the waiting. */
  readonly isNotUp: (failure: unknown) => boolean;
  /** How long to go on trying, in milliseconds; 0 tries once. */
  readonly withinMs: number;
  /** From the end of one try to the next, in milliseconds. */
  readonly everyMs: number;
  /** Hears why it is waited, whenever the reason changes. */
  readonly waits: (reason: string) => void;
}

/**
 * Gives what `work` gives, trying again while its server isn't up: `work` must bear being begun twice.
 *
 * @throws the failure, when it is another one; or, once the time is over, that the server isn't up, and why
 */
export async function onceUp<T>(work: () => Promise<T>, patience: Patience): Promise<T> {
  const started = performance.now();
  let heard: string | undefined;
  for (;;) {
    try {
      return await work();
    } catch (failure) {
      if (!patience.isNotUp(failure)) throw failure;
      const waitedMs = performance.now() - started;
      if (waitedMs >= patience.withinMs) {
        throw new Error(`not up after ${Math.round(waitedMs / 1000)} s`, { cause: failure });
      }
      const reason = wholeReasonOf(failure);
      if (reason !== heard) patience.waits(reason);
      heard = reason;
    }
    await setTimeout(patience.everyMs);
  }
}
