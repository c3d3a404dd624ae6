import { setTimeout as delay } from "node:timers/promises";
import type { Part } from "../parts/part.ts";

/** A part that takes longer than this to answer does not answer. */
const CHECK_LIMIT_MS = 3000;
const START_CHECK_EVERY_MS = 100;

/** Whether a part answers now; never rejects. */
export async function checkHealth(part: Part, gone: AbortSignal): Promise<boolean> {
  const signal = AbortSignal.any([gone, AbortSignal.timeout(CHECK_LIMIT_MS)]);
  // Not every client can be cancelled: the answer of one that goes on is not waited for.
  const given = new Promise<boolean>((resolve) =>
    signal.addEventListener("abort", () => resolve(false), { once: true }),
  );
  const answer = part.healthy(signal).catch(() => false);
  return await Promise.race([answer, given]);
}

/** Resolves once a part answers; rejects when its process is gone before. */
export async function untilHealthy(part: Part, gone: AbortSignal): Promise<void> {
  while (!(await checkHealth(part, gone))) {
    gone.throwIfAborted();
    await delay(START_CHECK_EVERY_MS, undefined, { signal: gone });
  }
  gone.throwIfAborted();
}
