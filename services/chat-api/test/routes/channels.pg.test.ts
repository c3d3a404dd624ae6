import type { Dapr } from "@punctual/service-kit/dapr/client";
import { DaprError } from "@punctual/service-kit/dapr/error";
import { expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const VIEW = {
  ...{ id: 7, kind: "webhook", name: "Mine", target: "hooks.example", format: "standard", enabled: true },
  ...{ state: "new", failures: 0, error: null, retry_at: null, last_accepted_at: null, last_failed_at: null },
  ...{ waiting: 0, created_at: "2026-11-24T09:00:00.000Z" },
};
const asked: { path: string; body: unknown }[] = [];
let answer: () => unknown = () => VIEW;
const dapr = {
  async invoke(appId: string, method: string, path: string, body: unknown) {
    asked.push({ path: `${method} ${appId}${path}`, body });
    return answer();
  },
};
const { person } = await startChatApi({ dapr: dapr as unknown as Dapr });
const ada = await person();
const WEBHOOK = { kind: "webhook", url: "https://hooks.example/a" };

test("each call reaches the notifier as the person who is signed in", async () => {
  answer = () => ({ items: [VIEW] });
  expect((await ada.ask("GET", "/api/channels")).json()).toEqual({ items: [VIEW] });
  answer = () => ({ ...VIEW, secret: "whsec_x" });
  const made = await ada.ask("POST", "/api/channels", WEBHOOK);
  expect([made.statusCode, made.headers.location]).toEqual([201, "/api/channels/7"]);
  answer = () => VIEW;
  expect((await ada.ask("PATCH", "/api/channels/7", { enabled: false })).statusCode).toBe(200);
  expect((await ada.ask("POST", "/api/channels/7/test")).statusCode).toBe(202);
  answer = () => ({});
  expect((await ada.ask("DELETE", "/api/channels/7")).statusCode).toBe(204);
  const user_id = ada.userId;
  expect(asked).toEqual([
    { path: "POST notifier/api/channels/list", body: { user_id } },
    {
      path: "POST notifier/api/channels/make",
      body: { user_id, channel: { ...WEBHOOK, format: "standard" } },
    },
    {
      path: "POST notifier/api/channels/change",
      body: { user_id, channel_id: 7, patch: { enabled: false } },
    },
    { path: "POST notifier/api/channels/test", body: { user_id, channel_id: 7 } },
    { path: "POST notifier/api/channels/delete", body: { user_id, channel_id: 7 } },
  ]);
});

test.each([
  ["channel_not_found", 404],
  ["channel_unavailable", 409],
  ["too_many_channels", 409],
  ["validation_failed", 400],
])("the notifier's %s is the caller's too", async (code, status) => {
  const errors = status === 400 ? [{ field: "url", message: "is in a private network" }] : undefined;
  answer = () => {
    const body = JSON.stringify({ type: "x", title: "x", status, detail: "Says why.", code, errors });
    throw new DaprError("invoke", "refused", status, body);
  };
  const refused = await ada.ask("POST", "/api/channels", WEBHOOK);
  expect(refused.json()).toMatchObject({ status, code, detail: "Says why.", ...(errors && { errors }) });
});

test("a notifier that is away, or answers what nobody understands, is a 503", async () => {
  for (const wrong of [
    () => ({}),
    () => Promise.reject(new DaprError("invoke", "away", undefined, undefined)),
  ]) {
    answer = wrong;
    expect((await ada.ask("GET", "/api/channels")).json()).toMatchObject({ status: 503 });
  }
});

test.each([
  [{ kind: "pigeon" }, "kind"],
  [{ kind: "webhook", url: "ftp://x" }, "url"],
  [{ kind: "email", address: "nobody" }, "address"],
  [{ kind: "webhook", url: "https://x.example", secret: "short" }, "secret"],
])("%j is refused here, naming %s", async (body, field) => {
  const before = asked.length;
  const refused = await ada.ask("POST", "/api/channels", body);
  expect(refused.json()).toMatchObject({ status: 400, errors: [{ field }] });
  expect(asked).toHaveLength(before);
});
