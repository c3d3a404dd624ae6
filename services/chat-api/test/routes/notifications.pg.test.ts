import { Writable } from "node:stream";
import { APP_IDS } from "@punctual/contracts/apps";
import { DaprError } from "@punctual/service-kit/dapr/error";
import { createLogger } from "@punctual/service-kit/logger";
import { expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";
import { daprWith } from "../support/state.ts";

const TOKEN = `${"c".repeat(80)}.${"s".repeat(43)}`;
const DELIVERED = { delivery_id: 7, channel: "inbox", delivered_at: "2026-11-23T09:00:00.000Z" };
const REDEEMED = { delivery_id: 7, action: "acknowledge", acknowledged_at: "2026-11-23T09:01:00.000Z" };

const calls: { appId: string; path: string; body: unknown }[] = [];
const log: string[] = [];
const destination = new Writable({
  write(chunk: Buffer, _encoding, done) {
    log.push(chunk.toString());
    done();
  },
});
const { app, person } = await startChatApi({
  logger: createLogger("chat-api", "debug", destination),
  dapr: daprWith({
    async invoke(appId, _method, path, body) {
      calls.push({ appId, path, body });
      if (path === "/api/notify") return { ...DELIVERED, acknowledge_token: TOKEN };
      if (JSON.stringify(body).includes("forged")) {
        throw new DaprError("invoke", "410", 410, JSON.stringify({ ...PROBLEM, code: "link_invalid" }));
      }
      if (JSON.stringify(body).includes("unlucky")) throw new DaprError("invoke", "500", 500, "not JSON");
      return REDEEMED;
    },
  }),
});
const PROBLEM = { type: "t", title: "t", status: 410, detail: "d" };

test("a test notice goes to the person who asks, and comes back with its link", async () => {
  const ada = await person();
  const answer = await ada.ask("POST", "/api/notifications/test");
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({
    ...DELIVERED,
    acknowledge_url: `https://punctual.example/api/links/${TOKEN}`,
  });
  expect(calls.at(-1)).toMatchObject({
    appId: APP_IDS.notifier,
    path: "/api/notify",
    body: { user_id: ada.userId },
  });
});

test("a link is redeemed by who has it, without a token of a person", async () => {
  const answer = await app.inject({ method: "POST", url: `/api/links/${TOKEN}` });
  expect([answer.statusCode, answer.json()]).toEqual([200, REDEEMED]);
  expect(calls.at(-1)).toMatchObject({ path: "/api/action-links/redeem", body: { token: TOKEN } });
});

test("a link does nothing when it is only looked at: mail scanners do that", async () => {
  const before = calls.length;
  const page = await app.inject({ method: "GET", url: `/api/links/${TOKEN}` });
  expect([page.statusCode, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(page.body).toContain('<form method="post">');
  expect(calls).toHaveLength(before);
});

test.each([
  ["the page's form", "application/x-www-form-urlencoded", ""],
  ["a mail program (RFC 8058)", "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"],
])("a link is redeemed by %s", async (_, type, payload) => {
  const headers = { "content-type": type };
  const answer = await app.inject({ method: "POST", url: `/api/links/${TOKEN}`, headers, payload });
  expect(answer.statusCode).toBe(200);
});

test("a link says on its button what it does, and shows nothing that it brings along", async () => {
  const content = Buffer.from('{"action":"unsubscribe","channel_id":1}').toString("base64url");
  const page = await app.inject({ url: `/api/links/${content}.forged` });
  expect(page.body).toContain("<button>Send nothing here any more</button>");
  const odd = Buffer.from('{"action":"<script>"}').toString("base64url");
  expect((await app.inject({ url: `/api/links/${odd}.x` })).body).not.toContain("script");
});

test("a forged link is a 410", async () => {
  const answer = await app.inject({ method: "POST", url: "/api/links/forged" });
  expect([answer.statusCode, answer.json().code]).toEqual([410, "link_invalid"]);
});

test("a link that the notifier failed on is a 503: it may work later", async () => {
  const answer = await app.inject({ method: "POST", url: "/api/links/unlucky" });
  expect([answer.statusCode, answer.json().code]).toEqual([503, "dependency_unavailable"]);
});

test("a link's token, which is a credential, is never in the log", async () => {
  await app.inject({ method: "POST", url: `/api/links/${TOKEN}` });
  await app.inject({ method: "GET", url: `/api/links/${TOKEN}` });
  expect(log.join("")).toContain('"request"');
  expect(log.join("")).not.toContain(TOKEN);
});
