import type { Outcome } from "./channel.ts";
import type { Answer } from "./post.ts";

/** Statuses by which a service says more than that it failed. */
export interface Meanings {
  /** Nobody is there any more. */
  readonly gone: readonly number[];
  /** It would answer the same again. */
  readonly refused?: readonly number[];
}

/** Redirects that stay. The others may be maintenance, so they are tried again. */
const MOVED = [301, 308];

/** Says what an HTTP answer means: 2xx is accepted, and what has no other meaning is tried again. */
export function verdict({ status, retryAfterSeconds }: Answer, { gone, refused = [] }: Meanings): Outcome {
  if (status >= 200 && status < 300) return { result: "accepted" };
  const reason = `answered ${status}`;
  if (gone.includes(status)) return { result: "gone", reason };
  if (refused.includes(status)) return { result: "refused", reason };
  if (status >= 300 && status < 400) {
    const result = MOVED.includes(status) ? "refused" : "failed";
    return { result, reason: `${reason}, a redirect, which isn't followed: give the final address` };
  }
  return { result: "failed", reason, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}
