import { createWebhookChannel } from "@punctual/notifier/channels/webhook/webhook";
import { describe, expect, test } from "vitest";
import { guardOf } from "../support/guard.ts";
import { startMailServer } from "../support/mail-server.ts";
import { messageOf, patient } from "../support/message.ts";
import { type Answer, startReceiver } from "../support/receiver.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** What comes of a webhook whose receiver answers so. */
async function outcomeOf(answer: Answer, timeoutMs?: number) {
  const { origin } = await startReceiver(answer);
  return send(origin, timeoutMs);
}

function send(url: string, timeoutMs = 10_000, signal = patient()) {
  const channel = createWebhookChannel({ guard: guardOf(), timeoutMs });
  return channel.send(messageOf(), { url, format: "standard", secret: SECRET }, signal);
}

const answering =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end("words of the receiver");

test.each([200, 201, 202, 204])("%i is accepted", async (status) => {
  expect(await outcomeOf(answering(status))).toEqual({ result: "accepted" });
});

test("410 is gone", async () => {
  expect(await outcomeOf(answering(410))).toEqual({ result: "gone", reason: "answered 410" });
});

test.each([400, 401, 404, 500, 502, 503])("%i is failed, and none of the answer is told", async (status) => {
  expect(await outcomeOf(answering(status))).toEqual({ result: "failed", reason: `answered ${status}` });
});

describe("how long to wait", () => {
  test.each([429, 503])("is told after %i, in seconds", async (status) => {
    expect(await outcomeOf(answering(status, { "retry-after": "120" }))).toEqual({
      result: "failed",
      reason: `answered ${status}`,
      retryAfterSeconds: 120,
    });
  });

  test("is told after 429, by a date", async () => {
    const yesterday = new Date(Date.now() - 86_400_000).toUTCString();
    const outcome = await outcomeOf(answering(429, { "retry-after": yesterday }));
    expect(outcome).toMatchObject({ result: "failed", retryAfterSeconds: 0 });
  });
});

describe("a redirect isn't followed", () => {
  const reason = (status: number) =>
    `answered ${status}, a redirect, which isn't followed: give the final address`;

  test.each([301, 308])("%i is refused, for it stays", async (status) => {
    const target = await startReceiver();
    const outcome = await outcomeOf(answering(status, { location: target.origin }));
    expect(outcome).toEqual({ result: "refused", reason: reason(status) });
    expect(target.received).toEqual([]);
  });

  test.each([302, 303, 307])("%i is failed, for it may pass", async (status) => {
    const target = await startReceiver();
    const outcome = await outcomeOf(answering(status, { location: target.origin }));
    expect(outcome).toEqual({ result: "failed", reason: reason(status) });
    expect(target.received).toEqual([]);
  });
});

describe("no whole answer in time is failed", () => {
  const LATE = { result: "failed", reason: "no whole answer within 0.2 seconds" };

  test("without a head", async () => {
    expect(await outcomeOf(() => {}, 200)).toEqual(LATE);
  });

  test("without an end of its body", async () => {
    expect(await outcomeOf((response) => response.writeHead(200).write("and then"), 200)).toEqual(LATE);
  });

  test("without a name's address", async () => {
    const guard = guardOf({ resolve: () => new Promise(() => {}) });
    const channel = createWebhookChannel({ guard, timeoutMs: 200 });
    const config = { url: "http://webhook.example/", format: "standard", secret: SECRET } as const;
    expect(await channel.send(messageOf(), config, patient())).toEqual(LATE);
  });
});

test("a body without an end is read no further than a few kilobytes", async () => {
  const outcome = await outcomeOf((response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(1024)));
    };
    response.on("drain", more);
    more();
  });
  expect(outcome).toEqual({ result: "accepted" });
});

test("it ends early when the service stops", async () => {
  const stop = new AbortController();
  const { origin } = await startReceiver(() => stop.abort());
  expect(await send(origin, 10_000, stop.signal)).toEqual({
    result: "failed",
    reason: "we stopped before there was an answer",
  });
});

test("a connection that breaks off is failed", async () => {
  expect(await outcomeOf((response) => response.socket?.resetAndDestroy())).toEqual({
    result: "failed",
    reason: "the connection broke off",
  });
});

test("an answer that breaks off is failed", async () => {
  const outcome = await outcomeOf((response) => {
    response.writeHead(200, { "content-length": "100" }).write("some", () => response.socket?.destroy());
  });
  expect(outcome).toEqual({ result: "failed", reason: "the connection broke off" });
});

test("what isn't HTTP is failed", async () => {
  expect(await outcomeOf((response) => response.socket?.end("220 mail.example ESMTP\r\n"))).toEqual({
    result: "failed",
    reason: "it doesn't answer as HTTP says",
  });
});

test("a certificate that nobody vouches for is failed", async () => {
  const { url } = await startMailServer({ secure: true });
  expect(await send(url.replace("smtp:", "https:"))).toEqual({
    result: "failed",
    reason: expect.stringMatching(/^its certificate can't be trusted \(\w+\)$/),
  });
});

test("where nothing listens it is failed", async () => {
  expect(await send("http://127.0.0.1:1/")).toEqual({
    result: "failed",
    reason: "nothing listens at that address",
  });
});

test("connections are kept, and one that was closed meanwhile costs nothing", async () => {
  const sockets = new Set<unknown>();
  const { origin, received } = await startReceiver((response) => {
    const again = sockets.has(response.socket);
    sockets.add(response.socket);
    if (again && sockets.size === 1) response.socket?.resetAndDestroy();
    else response.writeHead(204).end();
  });
  const channel = createWebhookChannel({ guard: guardOf() });
  const config = { url: origin, format: "standard", secret: SECRET } as const;
  expect(await channel.send(messageOf(), config, patient())).toEqual({ result: "accepted" });
  expect(await channel.send(messageOf(), config, patient())).toEqual({ result: "accepted" });
  expect(received).toHaveLength(3);
  expect(sockets.size).toBe(2);
});
