import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createDapr } from "@punctual/service-kit/dapr/client";
import { DaprError } from "@punctual/service-kit/dapr/error";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

let asked: Asked[] = [];
let answer: { status: number; body: string } = { status: 204, body: "" };
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on("end", () => {
    const { method, url, headers } = request;
    asked.push({ method, url, headers, body });
    response.writeHead(answer.status).end(answer.body);
  });
});
let dapr: ReturnType<typeof createDapr>;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  dapr = createDapr({ port: (server.address() as AddressInfo).port, apiToken: "shown to the sidecar" });
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  answer = { status: 204, body: "" };
});

describe("what is sent", () => {
  test("an event goes as a CloudEvent, with the partition key that keeps its order", async () => {
    await dapr.publish("kafka-pubsub", "task-events", { id: "1", data: { title: "ü" } }, "ada/1");
    expect(asked).toMatchObject([
      {
        method: "POST",
        url: "/v1.0/publish/kafka-pubsub/task-events?metadata.partitionKey=ada%2F1",
        headers: { "content-type": "application/cloudevents+json", "dapr-api-token": "shown to the sidecar" },
      },
    ]);
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({ id: "1", data: { title: "ü" } });
  });

  test("an invocation goes by the app's id, and its answer comes parsed", async () => {
    answer = { status: 200, body: '{"channel":"inbox"}' };
    expect(await dapr.invoke("notifier", "POST", "/api/notify", { title: "a" })).toEqual({
      channel: "inbox",
    });
    expect(await dapr.invoke("recurrence", "GET", "/api/history/ada/1")).toEqual({ channel: "inbox" });
    expect(asked).toMatchObject([
      { method: "POST", url: "/v1.0/invoke/notifier/method/api/notify", body: '{"title":"a"}' },
      { method: "GET", url: "/v1.0/invoke/recurrence/method/api/history/ada/1", body: "" },
    ]);
  });

  test("a state goes with its ETag and first-write", async () => {
    await dapr.saveState("statestore", "conversation-1", { messages: [] }, "7");
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual([
      {
        key: "conversation-1",
        value: { messages: [] },
        etag: "7",
        options: { concurrency: "first-write", consistency: "strong" },
      },
    ]);
    answer = { status: 200, body: '[{"key":"conversation-1","data":{"a":1},"etag":"8"}]' };
    expect(await dapr.getState("statestore", "conversation-1")).toEqual({ value: { a: 1 }, etag: "8" });
    answer = { status: 200, body: '[{"key":"conversation-1"}]' };
    expect(await dapr.getState("statestore", "conversation-1")).toBeUndefined();
  });
});

describe("a refusal", () => {
  test.each([
    ["publish", () => dapr.publish("kafka-pubsub", "task-events", {}, "ada")],
    ["invoke", () => dapr.invoke("notifier", "POST", "/api/notify", {})],
    ["getState", () => dapr.getState("statestore", "a")],
    ["saveState", () => dapr.saveState("statestore", "a", {})],
    ["getSecret", () => dapr.getSecret("kubernetes-secrets", "a")],
  ])("of %s is a DaprError with the status and the answer", async (_name, call) => {
    answer = { status: 409, body: '{"errorCode":"ERR_STATE_SAVE"}' };
    const failure = await call().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(DaprError);
    expect(failure).toMatchObject({
      status: 409,
      body: '{"errorCode":"ERR_STATE_SAVE"}',
      message: expect.stringContaining("409 {"),
    });
  });
});
