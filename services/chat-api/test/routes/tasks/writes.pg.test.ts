import { randomUUID } from "node:crypto";
import type { Task } from "@punctual/contracts/task";
import type { InjectOptions } from "fastify";
import { describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../../support/app.ts";

const { app, pool, person } = await startChatApi();

/** Asks with headers besides the token's. */
function send(
  who: Person,
  method: "POST" | "PATCH" | "DELETE",
  url: string,
  headers: object,
  payload?: object,
) {
  const options: InjectOptions = {
    method,
    url,
    headers: { authorization: `Bearer ${who.token}`, ...headers },
  };
  return app.inject(payload === undefined ? options : { ...options, payload });
}

describe("Idempotency-Key", () => {
  test("the same request again gets the same answer and changes nothing", async () => {
    const ada = await person();
    const key = { "idempotency-key": randomUUID() };
    const first = await send(ada, "POST", "/api/tasks", key, { title: "Milk" });
    const again = await send(ada, "POST", "/api/tasks", key, { title: "Milk" });
    expect([again.statusCode, again.json()]).toEqual([first.statusCode, first.json()]);
    expect([first.headers.location, again.headers.location]).toEqual([
      again.headers.location,
      first.headers.location,
    ]);
    expect(again.headers["idempotency-replayed"]).toBe("true");
    expect((await ada.ask("GET", "/api/tasks")).json().items).toHaveLength(1);
  });

  test("ten at once write once", async () => {
    const ada = await person();
    const key = { "idempotency-key": randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send(ada, "POST", "/api/tasks", key, { title: "Milk" })),
    );
    expect(new Set(answers.map((answer) => answer.json<Task>().id)).size).toBe(1);
    expect((await ada.ask("GET", "/api/tasks")).json().items).toHaveLength(1);
  });

  test("for another request it is refused", async () => {
    const ada = await person();
    const key = { "idempotency-key": randomUUID() };
    await send(ada, "POST", "/api/tasks", key, { title: "Milk" });
    const other = await send(ada, "POST", "/api/tasks", key, { title: "Bread" });
    expect([other.statusCode, other.json().code]).toEqual([422, "idempotency_key_reused"]);
  });

  test("is each person's own", async () => {
    const [ada, eve] = [await person(), await person()];
    const key = { "idempotency-key": randomUUID() };
    const first = await send(ada, "POST", "/api/tasks", key, { title: "Milk" });
    const second = await send(eve, "POST", "/api/tasks", key, { title: "Milk" });
    expect(second.json<Task>().id).not.toBe(first.json<Task>().id);
  });

  test("is free again after a request that was refused, and after a day", async () => {
    const ada = await person();
    const key = { "idempotency-key": randomUUID() };
    await send(ada, "PATCH", "/api/tasks/999999", key, { title: "Milk" });
    const first = await send(ada, "POST", "/api/tasks", key, { title: "Milk" });
    expect(first.statusCode).toBe(201);
    await pool.query(
      "UPDATE idempotency SET created_at = created_at - interval '25 hours' WHERE user_id = $1",
      [ada.userId],
    );
    const second = await send(ada, "POST", "/api/tasks", key, { title: "Bread" });
    expect(second.json<Task>().title).toBe("Bread");
  });

  test.each(["", "x".repeat(201), "ü"])("%j is refused", async (key) => {
    const ada = await person();
    const answer = await send(ada, "POST", "/api/tasks", { "idempotency-key": key }, { title: "Milk" });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].field).toBe("Idempotency-Key");
  });
});

describe("If-Match", () => {
  const ways = [
    ["PATCH", "", { title: "b" }],
    ["POST", "/complete", undefined],
    ["POST", "/move", { parent_id: null }],
    ["DELETE", "", undefined],
  ] as const;

  test.each(ways)(
    "%s /api/tasks/:id%s of an old version is 412, and loses nothing",
    async (method, more, payload) => {
      const ada = await person();
      const { id } = await ada.add({ title: "a" });
      const old = (await ada.ask("GET", `/api/tasks/${id}`)).headers.etag;
      const theirs = (await ada.ask("PATCH", `/api/tasks/${id}`, { title: "theirs" })).json<Task>();
      const answer = await send(ada, method, `/api/tasks/${id}${more}`, { "if-match": old }, payload);
      expect([answer.statusCode, answer.json().code]).toEqual([412, "version_changed"]);
      expect((await ada.ask("GET", `/api/tasks/${id}`)).json()).toMatchObject({
        title: "theirs",
        version: theirs.version,
      });
    },
  );

  test.each(ways)(
    "%s /api/tasks/:id%s of the version that is there is done",
    async (method, more, payload) => {
      const ada = await person();
      const { id } = await ada.add({ title: "a" });
      const { etag } = (await ada.ask("GET", `/api/tasks/${id}`)).headers;
      const answer = await send(ada, method, `/api/tasks/${id}${more}`, { "if-match": etag }, payload);
      expect(answer.statusCode).toBeLessThan(300);
    },
  );

  test("of two writers at once, one wins and the other is told", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "a" });
    const { etag } = (await ada.ask("GET", `/api/tasks/${id}`)).headers;
    const answers = await Promise.all(
      ["b", "c"].map((title) => send(ada, "PATCH", `/api/tasks/${id}`, { "if-match": etag }, { title })),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    const winner = answers.find(({ statusCode }) => statusCode === 200)?.json<Task>();
    expect((await ada.ask("GET", `/api/tasks/${id}`)).json()).toMatchObject({
      title: winner?.title,
      version: 2,
    });
  });

  test.each(["3", '"unclosed', ""])("%j is no entity tag", async (tag) => {
    const ada = await person();
    const { id } = await ada.add({ title: "a" });
    const answer = await send(ada, "PATCH", `/api/tasks/${id}`, { "if-match": tag }, { title: "b" });
    expect([answer.statusCode, answer.json().errors?.[0]?.field]).toEqual([400, "If-Match"]);
  });

  test("every write answers with the entity tag of what it left", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "a" });
    const { headers } = await ada.ask("PATCH", `/api/tasks/${id}`, { title: "b" });
    expect(headers.etag).toBe((await ada.ask("GET", `/api/tasks/${id}`)).headers.etag);
  });
});

describe("Prefer: return=minimal", () => {
  const prefer = { prefer: "return=minimal" };

  test("a new task is told by its address alone", async () => {
    const ada = await person();
    const answer = await send(ada, "POST", "/api/tasks", prefer, { title: "Milk" });
    expect([answer.statusCode, answer.body]).toEqual([201, ""]);
    expect(answer.headers).toMatchObject({
      location: expect.stringMatching(/^\/api\/tasks\/\d+$/),
      etag: expect.any(String),
      "undo-token": expect.any(String),
      "preference-applied": "return=minimal",
    });
  });

  test("a change is told by 204", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "a" });
    const answer = await send(ada, "PATCH", `/api/tasks/${id}`, prefer, { title: "b" });
    expect([answer.statusCode, answer.body]).toEqual([204, ""]);
  });
});
