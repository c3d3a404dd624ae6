import { setTimeout as delay } from "node:timers/promises";
import { reasonOf } from "../failure.ts";
import type { Part } from "../parts/part.ts";

/** A part that takes longer than this to answer does not answer. */
const CHECK_LIMIT_MS = 3000;
const START_CHECK_EVERY_MS = 100;

/** Why a part is not healthy now; undefined when it is. Never rejects, and never takes much longer than its limit. */
export async function ailment(
  part: Part,
  gone: AbortSignal,
  limitMs = CHECK_LIMIT_MS,
): Promise<string | undefined> {
  const given = Promise.withResolvers<string>();
  const cancel = new AbortController();
  const giveUp = (reason: string) => {
    // Not every client can be cancelled: the answer of one that goes on is not waited for.
    given.resolve(reason);
    cancel.abort();
  };
  const timer = setTimeout(() => giveUp(`no answer within ${limitMs / 1000} s`), limitMs);
  const onGone = () => giveUp("its process ended");
  gone.addEventListener("abort", onGone, { once: true });
  if (gone.aborted) onGone();
  const answer = part.check(cancel.signal).then(() => undefined, reasonOf);
  try {
    return await Promise.race([answer, given.promise]);
  } finally {
    clearTimeout(timer);
    gone.removeEventListener("abort", onGone);
  }
}

/** Resolves once a part is healthy, telling meanwhile why it is not; rejects when its process is gone before. */
export async function untilHealthy(
  part: Part,
  gone: AbortSignal,
  report: (reason: string) => void,
): Promise<void> {
  for (;;) {
    const reason = await ailment(part, gone);
    gone.throwIfAborted();
    if (reason === undefined) return;
    report(reason);
    await delay(START_CHECK_EVERY_MS, undefined, { signal: gone });
  }
}
