import { createPublicKey, randomBytes } from "node:crypto";
import type { Message } from "@punctual/notifier/channels/channel";
import { PRIVATE_NETWORK } from "@punctual/notifier/channels/network-guard";
import { vapidKeys } from "@punctual/notifier/channels/web-push/vapid";
import { createWebPushChannel } from "@punctual/notifier/channels/web-push/web-push";
import { jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { guardOf } from "../support/guard.ts";
import { messageOf, patient } from "../support/message.ts";
import { type Answer, startReceiver } from "../support/receiver.ts";
import { subscribe } from "../support/subscriber.ts";

const KEY = randomBytes(32);
const SUBJECT = "mailto:operator@example.com";

function channelOf(different: Partial<Parameters<typeof createWebPushChannel>[0]> = {}) {
  return createWebPushChannel({
    guard: guardOf(),
    signingKey: async () => KEY,
    subject: SUBJECT,
    ...different,
  });
}

/** Pushes once to a service that answers so. */
async function push(message: Message, answer?: Answer) {
  const service = await startReceiver(answer ?? ((response) => response.writeHead(201).end()));
  const { subscription, decrypt } = subscribe(`${service.origin}/push/abc`);
  const outcome = await channelOf().send(message, { subscription }, patient());
  const [request] = service.received;
  if (!request) throw new Error("nothing came");
  return { outcome, request, payload: decrypt(request.body), origin: service.origin };
}

/** The key of a token as jose wants it. */
function keyOf(publicKey: string) {
  const point = Buffer.from(publicKey, "base64url");
  const half = (from: number) => point.subarray(from, from + 32).toString("base64url");
  return createPublicKey({ key: { kty: "EC", crv: "P-256", x: half(1), y: half(33) }, format: "jwk" });
}

test("a push service gets a signed request that only the browser can read", async () => {
  const { outcome, request, payload, origin } = await push(messageOf());
  expect(outcome).toEqual({ result: "accepted" });
  expect(request).toMatchObject({
    method: "POST",
    path: "/push/abc",
    headers: { "content-encoding": "aes128gcm", urgency: "high" },
  });
  const { id, kind, title, body, taskId: task_id, links } = messageOf();
  expect(JSON.parse(payload)).toEqual({ id, kind, title, body, task_id, links });

  const [, token = "", key = ""] =
    /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(request.headers.authorization ?? "") ?? [];
  expect(key).toBe(vapidKeys(KEY).publicKey);
  const { payload: claims } = await jwtVerify(token, keyOf(key), { audience: origin, algorithms: ["ES256"] });
  expect(claims.sub).toBe(SUBJECT);
});

test("it is kept no longer than it is worth something", async () => {
  const late = await push(messageOf({ expiresAt: new Date(0) }));
  expect(late.request.headers.ttl).toBe("0");
  const never = await push(messageOf({ expiresAt: new Date("9999-01-01T00:00:00Z") }));
  expect(never.request.headers.ttl).toBe(String(28 * 86_400));
  const soon = await push(messageOf());
  expect(Number(soon.request.headers.ttl)).toBeGreaterThan(0);
  expect(Number(soon.request.headers.ttl)).toBeLessThanOrEqual(3600);
});

test("a second try takes the place of the first, and of no other message", async () => {
  const topics = await Promise.all(
    ["notice-7", "notice-7", "notice-8"].map(
      async (id) => (await push(messageOf({ id }))).request.headers.topic,
    ),
  );
  expect(topics[0]).toMatch(/^[\w-]{1,32}$/);
  expect(topics[1]).toBe(topics[0]);
  expect(topics[2]).not.toBe(topics[0]);
});

test("what can wait doesn't wake a phone", async () => {
  expect((await push(messageOf({ kind: "digest" }))).request.headers.urgency).toBe("normal");
});

describe("what is long fits", () => {
  test.each([
    ["letters", "x".repeat(20_000)],
    ["characters of four bytes", "😀".repeat(20_000)],
    ["what JSON escapes", '"\n\\'.repeat(20_000)],
  ])("of %s", async (_, long) => {
    const { request, payload } = await push(messageOf({ title: long, body: long }));
    expect(request.body.length).toBeLessThanOrEqual(4096);
    expect(Buffer.byteLength(payload)).toBeGreaterThan(3900);
    expect(JSON.parse(payload)).toMatchObject({ id: "notice-7", links: messageOf().links });
  });

  test("of links, of which one stays", async () => {
    const open = `https://punctual.example/${"x".repeat(1500)}`;
    const links = { ...messageOf().links, open, acknowledge: open, complete: open };
    const { payload } = await push(messageOf({ links }));
    expect(JSON.parse(payload)).toMatchObject({ body: messageOf().body, links: { open } });
  });
});

describe("a push service that answers", () => {
  test.each([
    [200, { result: "accepted" }],
    [202, { result: "accepted" }],
    [404, { result: "gone", reason: "answered 404" }],
    [410, { result: "gone", reason: "answered 410" }],
    [413, { result: "refused", reason: "answered 413" }],
    [429, { result: "failed", reason: "answered 429", retryAfterSeconds: 30 }],
    [500, { result: "failed", reason: "answered 500", retryAfterSeconds: 30 }],
  ])("%i", async (status, expected) => {
    const { outcome } = await push(messageOf(), (response) =>
      response.writeHead(status, { "retry-after": "30" }).end("words"),
    );
    expect(outcome).toEqual(expected);
  });
});

test("a push service in a private network is refused", async () => {
  const { origin, received } = await startReceiver();
  const channel = channelOf({ guard: guardOf({ allowedNetworks: [] }) });
  const { subscription } = subscribe(`${origin}/push`);
  expect(await channel.send(messageOf(), { subscription }, patient())).toEqual({
    result: "refused",
    reason: PRIVATE_NETWORK,
  });
  expect(received).toEqual([]);
});

test("keys that aren't a browser's are refused", async () => {
  const { subscription } = subscribe("http://127.0.0.1:1/push");
  const keys = { ...subscription.keys, p256dh: Buffer.alloc(65, 4).toString("base64url") };
  expect(await channelOf().send(messageOf(), { subscription: { ...subscription, keys } }, patient())).toEqual(
    {
      result: "refused",
      reason: "the browser's keys aren't valid; subscribe again",
    },
  );
});

test("without our key it is failed", async () => {
  const { subscription } = subscribe("http://127.0.0.1:1/push");
  const channel = channelOf({ signingKey: () => Promise.reject(new Error("the sidecar is away")) });
  expect(await channel.send(messageOf(), { subscription }, patient())).toEqual({
    result: "failed",
    reason: "our own key can't be read now",
  });
});

test("a push service that hangs is failed", async () => {
  const { origin } = await startReceiver(() => {});
  const { subscription } = subscribe(origin);
  expect(await channelOf({ timeoutMs: 200 }).send(messageOf(), { subscription }, patient())).toEqual({
    result: "failed",
    reason: "no whole answer within 0.2 seconds",
  });
});

test.each(["operator@example.com", "http://example.com", ""])(
  "the subject %j is refused at once",
  (subject) => {
    expect(() => channelOf({ subject })).toThrow("must be a mailto: or https:// address");
  },
);
