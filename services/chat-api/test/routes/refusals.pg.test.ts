import { describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const { app, person } = await startChatApi();

const ROUTES = [
  ["POST", "/api/tasks"],
  ["GET", "/api/tasks"],
  ["GET", "/api/tasks/1"],
  ["PATCH", "/api/tasks/1"],
  ["DELETE", "/api/tasks/1"],
  ["POST", "/api/tasks/1/complete"],
  ["GET", "/api/tasks/1/history"],
  ["POST", "/api/chat"],
  ["GET", "/api/chat/0f8fad5b-d9cb-469f-a165-70867728950e"],
  ["POST", "/api/notifications/test"],
  ["POST", "/mcp"],
  ["GET", "/mcp"],
  ["DELETE", "/mcp"],
] as const;

describe.each(ROUTES)("%s %s", (method, url) => {
  test.each([
    ["without a token", {}],
    ["with a token that nobody has", { authorization: "Bearer guessed" }],
    ["with credentials of another kind", { authorization: "Basic YTpi" }],
    ["with an empty token", { authorization: "Bearer " }],
  ])("%s is refused with 401 and says how to ask", async (_what, headers) => {
    const answer = await app.inject({ method, url, headers });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe('Bearer realm="punctual"');
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ status: 401, code: "unauthorized" });
  });
});

test("the scheme's name may be written in any case", async () => {
  const { token } = await person();
  const answer = await app.inject({ url: "/api/tasks", headers: { authorization: `bearer ${token}` } });
  expect(answer.statusCode).toBe(200);
});

describe.each([
  "/api/tasks/first",
  "/api/tasks/0x10",
  "/api/tasks/0",
  "/api/tasks/-1",
  "/api/tasks/1.5",
  "/api/tasks/9007199254740992",
])("%s", (url) => {
  test.each([
    ["GET", ""],
    ["PATCH", ""],
    ["DELETE", ""],
    ["POST", "/complete"],
    ["GET", "/history"],
  ] as const)("%s%s is a 400 that names the id", async (method, more) => {
    const ada = await person();
    const answer = await ada.ask(method, url + more, method === "PATCH" ? { title: "a" } : undefined);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "validation_failed", errors: [{ field: "id" }] });
  });
});

test.each<["POST" | "PATCH", string, object, string]>([
  ["POST", "/api/tasks", { title: "a", colour: "red" }, "colour"],
  ["POST", "/api/tasks", { title: 5 }, "title"],
  ["POST", "/api/tasks", { title: "a", due_at: "tomorrow" }, "due_at"],
  ["POST", "/api/tasks", { title: "a", due_at: "9999-12-31T23:59:59-01:00" }, "due_at"],
  ["POST", "/api/tasks", { title: "a", due_date: "0000-01-01" }, "due_date"],
  ["POST", "/api/tasks", { title: "a", tags: ["x", 1] }, "tags[1]"],
  ["PATCH", "/api/tasks/1", { title: "a", status: "done" }, "status"],
  ["PATCH", "/api/tasks/1", {}, "(body)"],
  ["POST", "/api/chat", { message: "a\0b" }, "message"],
  ["POST", "/api/chat", { message: "list", conversation_id: "mine" }, "conversation_id"],
])("%s %s with %j names %s", async (method, url, payload, field) => {
  const ada = await person();
  const answer = await ada.ask(method, url, payload);
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: "validation_failed", errors: [{ field }] });
});

test.each([
  ["?limit=0", "limit"],
  ["?limit=201", "limit"],
  ["?limit=lots", "limit"],
  ["?status=late", "status"],
  ["?text=", "text"],
  ["?text=a%00", "text"],
  ["?page=2", "page"],
])("GET /api/tasks%s names %s", async (query, field) => {
  const ada = await person();
  const answer = await ada.ask("GET", `/api/tasks${query}`);
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: "validation_failed", errors: [{ field }] });
});

test("a cursor that wasn't given out is a 400", async () => {
  const ada = await person();
  const answer = await ada.ask("GET", "/api/tasks?cursor=made-up");
  expect([answer.statusCode, answer.json().code]).toEqual([400, "cursor_invalid"]);
});

describe("a body", () => {
  const send = async (payload: string, type = "application/json") => {
    const { token } = await person();
    const headers = { authorization: `Bearer ${token}`, "content-type": type };
    return app.inject({ method: "POST", url: "/api/tasks", payload, headers });
  };

  test.each<[string, string, string, number, string]>([
    ["that isn't JSON", '{"title":', "application/json", 400, "bad_request"],
    ["that is empty", "", "application/json", 400, "bad_request"],
    [
      "of 2 MB",
      JSON.stringify({ title: "a", notes: "x".repeat(2e6) }),
      "application/json",
      413,
      "payload_too_large",
    ],
    ["of plain text", "title=a", "text/plain", 415, "unsupported_media_type"],
    ["of a form", "title=a", "application/x-www-form-urlencoded", 415, "unsupported_media_type"],
  ])("%s is refused", async (_what, payload, type, status, code) => {
    const answer = await send(payload, type);
    expect(answer.json()).toMatchObject({ status, code });
    expect(answer.statusCode).toBe(status);
  });

  test("that is missing is refused", async () => {
    const ada = await person();
    const answer = await ada.ask("POST", "/api/tasks");
    expect(answer.json()).toMatchObject({ status: 400, code: "validation_failed" });
  });
});
