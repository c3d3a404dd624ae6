import { describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

// The sidecar is down in this whole file.
const { app, pool, person } = await startChatApi();
const UNAVAILABLE = { status: 503, code: "dependency_unavailable" };

describe("without its sidecar", () => {
  test("chat-api is ready all the same, and says what is missing", async () => {
    const answer = await app.inject({ url: "/readyz" });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ status: "degraded", database: "ok", sidecar: "unavailable" });
  });

  test("a task is made, and its events wait", async () => {
    const ada = await person();
    await ada.add({ title: "Milk" });
    expect(await ada.events()).toHaveLength(2);
  });

  test("a task's history is a 503", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Milk" });
    const answer = await ada.ask("GET", `/api/tasks/${id}/history`);
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject(UNAVAILABLE);
  });

  test("a test notice is a 503", async () => {
    const ada = await person();
    const answer = await ada.ask("POST", "/api/notifications/test");
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject(UNAVAILABLE);
  });

  test("an action link is a 503, not a refusal: the notifier couldn't be asked", async ({ expect }) => {
    const answer = await app.inject({ method: "POST", url: `/api/links/${"x".repeat(200)}` });
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject(UNAVAILABLE);
  });

  test("reading a conversation is a 503", async () => {
    const ada = await person();
    const answer = await ada.ask("GET", "/api/chat/0f8fad5b-d9cb-469f-a165-70867728950e");
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject(UNAVAILABLE);
  });

  test("an order in the chat is a 503, and was not carried out", async () => {
    const ada = await person();
    const answer = await ada.ask("POST", "/api/chat", { message: "add Milk" });
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject(UNAVAILABLE);
    const { rows } = await pool.query("SELECT FROM task WHERE user_id = $1", [ada.userId]);
    expect(rows).toEqual([]);
  });
});

test("what the sidecar can't deliver yet is never a 404", async () => {
  const answer = await app.inject({ method: "POST", url: "/dapr/what-comes-later", payload: {} });
  expect(answer.statusCode).toBe(503);
});
