import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { Outcome } from "./channel.ts";
import type { NetworkGuard } from "./network-guard.ts";
import { noAnswer } from "./no-answer.ts";
import { retryAfterSeconds } from "./retry-after.ts";

/** How long one try may take, in milliseconds: connecting, asking, and the whole answer. */
export const TIMEOUT_MS = 10_000;
/** Of an answer's body no more is read, and nothing shown: it may say what is none of our users' business. */
const BODY_BYTES = 4096;

/** A POST request. */
export interface Post {
  /** http:// or https:// */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What of an answer matters. */
export interface Answer {
  /** HTTP status code. */
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
}

/** How long {@link post} waits. */
export interface Patience {
  readonly timeoutMs: number;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/**
 * Posts once and follows no redirect, for that would be an address that its giver never had judged. Never throws for what
 * the other side or the network does.
 *
 * @param judge says what an answer means
 */
export async function post(
  guard: NetworkGuard,
  request: Post,
  { timeoutMs, signal }: Patience,
  judge: (answer: Answer) => Outcome,
): Promise<Outcome> {
  const late = AbortSignal.timeout(timeoutMs);
  try {
    return judge(await exchange(guard, request, AbortSignal.any([signal, late])));
  } catch (error) {
    if (signal.aborted) return { result: "failed", reason: "we stopped before there was an answer" };
    if (late.aborted)
      return { result: "failed", reason: `no whole answer within ${timeoutMs / 1000} seconds` };
    return noAnswer(error);
  }
}

function exchange(guard: NetworkGuard, request: Post, signal: AbortSignal): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { url, headers, body } = request;
  const send = url.protocol === "https:" ? https.request : http.request;
  const call = send(url, { method: "POST", agent: guard.agent(url), headers, signal });
  call.on("response", (response) => {
    drain(response).then(() => resolve(answerOf(response)), reject);
  });
  call.on("error", (error: NodeJS.ErrnoException) => {
    // The server closed a kept connection just when it was used again: that says nothing about this request.
    if (call.reusedSocket && error.code === "ECONNRESET") resolve(exchange(guard, request, signal));
    else reject(error);
  });
  call.end(body);
  return promise;
}

function answerOf(response: IncomingMessage): Answer {
  const wait = response.headers["retry-after"];
  return { status: response.statusCode ?? 0, retryAfterSeconds: retryAfterSeconds(wait, new Date()) };
}

/** A body that is read to its end leaves the connection for the next request; a longer one ends it. */
async function drain(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES) return;
  }
}
