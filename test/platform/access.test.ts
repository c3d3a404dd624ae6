import { TASK_EVENTS } from "@punctual/contracts/topics";
import { describe, expect, inject, it } from "vitest";
import { attachPlatform } from "./support/platform.ts";

const { url, ports, secrets } = attachPlatform(inject("platformDataDir"));
const [chatApi, notifier, recurrence] = ports.sidecars;

function sidecar(port: number, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { "dapr-api-token": secrets.daprApiToken, "content-type": "application/json" };
  return fetch(`http://127.0.0.1:${port}/v1.0${path}`, { ...init, headers });
}

describe("people", () => {
  it.each([
    ["no token", {}],
    ["a wrong token", { authorization: "Bearer wrong" }],
    ["the sidecar's token instead", { "dapr-api-token": secrets.appApiToken }],
  ])("with %s get 401", async (_what, headers) => {
    expect((await fetch(new URL("/api/tasks", url), { headers })).status).toBe(401);
  });
});

describe("deliveries", () => {
  it.each([
    ["an event", ports.recurrence, "/dapr/task-events"],
    ["a reminder", ports.notifier, "/dapr/reminders"],
    ["a dead letter", ports.recurrence, "/dapr/dead-letters"],
    ["a notice", ports.notifier, "/api/notify"],
  ])("without Dapr's token get 401: %s", async (_what, port, path) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST" });
    expect(response.status).toBe(401);
  });

  it("to a route that isn't there are never answered 404, which would drop them", async () => {
    for (const path of ["/dapr/unknown", "/job/unknown"]) {
      const response = await fetch(`http://127.0.0.1:${ports.recurrence}${path}`, { method: "POST" });
      expect(response.status).toBe(503);
    }
  });
});

describe("sidecars", () => {
  it("refuse apps without their token", async () => {
    const response = await fetch(`http://127.0.0.1:${chatApi.http}/v1.0/metadata`);
    expect(response.status).toBe(401);
  });

  it("let chat-api call notify, and nobody else", async () => {
    const notice = { method: "POST", body: JSON.stringify({ user_id: "x", title: "y" }) };
    expect((await sidecar(chatApi.http, "/invoke/notifier/method/api/notify", notice)).status).toBe(200);
    expect((await sidecar(recurrence.http, "/invoke/notifier/method/api/notify", notice)).status).toBe(403);
  });

  it("let chat-api call only what it is allowed to", async () => {
    expect((await sidecar(chatApi.http, "/invoke/recurrence/method/dead-letters")).status).toBe(403);
    expect((await sidecar(notifier.http, "/invoke/chat-api/method/api/tasks")).status).toBe(403);
  });

  it("give the signing key to notifier alone, and other secrets to nobody", async () => {
    const key = "/secrets/kubernetes-secrets/notifier-action-links";
    expect((await sidecar(notifier.http, key)).status).toBe(200);
    expect((await sidecar(chatApi.http, key)).status).toBe(403);
    expect((await sidecar(notifier.http, "/secrets/kubernetes-secrets/kafka-credentials")).status).toBe(403);
  });

  it("keep conversations for chat-api alone", async () => {
    expect((await sidecar(notifier.http, "/state/statestore/conversation-x")).ok).toBe(false);
  });

  it("refuse a topic that isn't declared", async () => {
    const event = { method: "POST", body: "{}" };
    const response = await sidecar(
      chatApi.http,
      `/publish/kafka-pubsub/${TASK_EVENTS.name}-undeclared`,
      event,
    );
    expect(response.ok).toBe(false);
  });
});
