import { createHash } from "node:crypto";
import type { AdminUser } from "@punctual/contracts/admin";
import type { Task } from "@punctual/contracts/task";
import type { InjectOptions } from "fastify";
import { describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const TOKEN = "an-admin-token";
const sha256 = createHash("sha256").update(TOKEN).digest("hex");
const chatApi = await startChatApi({ config: { ADMIN_TOKEN_SHA256: sha256 } });
const { app, pool } = chatApi;

function ask(method: "GET" | "POST" | "DELETE", url: string, payload?: object, token = TOKEN) {
  const options: InjectOptions = { method, url, headers: { authorization: `Bearer ${token}` } };
  return app.inject(payload === undefined ? options : { ...options, payload });
}

describe("the door", () => {
  test("is not there unless an admin token is configured", async () => {
    const { app: without } = await startChatApi();
    const answer = await without.inject({
      url: "/admin/users",
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(answer.statusCode).toBe(404);
  });

  test("is shut for everybody but operators", async () => {
    const person = await chatApi.person();
    for (const token of [person.token, "wrong"]) {
      expect((await ask("GET", "/admin/users", undefined, token)).statusCode).toBe(401);
    }
    expect((await app.inject({ url: "/admin/users" })).statusCode).toBe(401);
  });

  test("opens nothing that is people's", async () => {
    expect((await ask("GET", "/api/tasks")).statusCode).toBe(401);
  });

  test("is not in the OpenAPI document", async () => {
    const document = (await app.inject({ url: "/openapi.json" })).json<{ paths: object }>();
    expect(Object.keys(document.paths).filter((path) => path.startsWith("/admin"))).toEqual([]);
  });
});

describe("users and tokens", () => {
  test("a user is made, listed and shown with what they have", async () => {
    const made = await ask("POST", "/admin/users", { id: "ada", name: "Ada" });
    expect(made.statusCode).toBe(201);
    expect((await ask("POST", "/admin/users", { id: "ada" })).statusCode).toBe(409);
    const page = (await ask("GET", "/admin/users?after=aba&limit=1")).json<{ items: AdminUser[] }>();
    expect(page.items).toMatchObject([{ id: "ada", name: "Ada", email: null, issuer: null }]);
    const shown = (await ask("GET", "/admin/users/ada")).json<object>();
    expect(shown).toMatchObject({ id: "ada", open_tasks: 0, tokens: 0 });
    expect((await ask("GET", "/admin/users/nobody")).statusCode).toBe(404);
  });

  test("pages of users go on where the last one ended", async () => {
    for (const id of ["zoe1", "zoe2", "zoe3"]) await ask("POST", "/admin/users", { id });
    const first = (await ask("GET", "/admin/users?after=zoe&limit=2")).json<{
      items: AdminUser[];
      next_after: string;
    }>();
    const second = (await ask("GET", `/admin/users?after=${first.next_after}&limit=2`)).json<typeof first>();
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(["zoe1", "zoe2", "zoe3"]);
    expect(second.next_after).toBeNull();
  });

  test("a token lets its user in until it is revoked", async () => {
    await ask("POST", "/admin/users", { id: "bob" });
    const made = await ask("POST", "/admin/users/bob/tokens", { name: "Phone" });
    expect(made.statusCode).toBe(201);
    const { id, token } = made.json<{ id: string; token: string }>();
    const asBob = () => app.inject({ url: "/api/me", headers: { authorization: `Bearer ${token}` } });
    expect((await asBob()).json()).toMatchObject({ id: "bob" });
    expect((await ask("GET", "/admin/users/bob/tokens")).json()).toMatchObject({
      items: [{ id, name: "Phone", created_by: "admin" }],
    });
    expect((await ask("DELETE", `/admin/users/bob/tokens/${id}`)).statusCode).toBe(204);
    expect((await asBob()).statusCode).toBe(401);
  });

  test("nobody gets a token who isn't there", async () => {
    const answer = await ask("POST", "/admin/users/nobody/tokens", { name: "Phone" });
    expect(answer.statusCode).toBe(404);
  });
});

describe("reminders", () => {
  test("tell how late they were fired in the last hour, and what waits", async () => {
    await pool.query(
      `INSERT INTO reminder (user_id, task_id, reminder_id, remind_at, fired_at) VALUES
        ('ada', 1, 1, now() - interval '60 seconds', now() - interval '59.9 seconds'),
        ('ada', 2, 1, now() - interval '60 seconds', now() - interval '59.7 seconds'),
        ('ada', 3, 1, now() - interval '3 hours', now() - interval '2 hours'),
        ('ada', 4, 1, now() - interval '1 minute', NULL)`,
    );
    const lag = (await ask("GET", "/admin/reminders/lag")).json<Record<string, number>>();
    expect(lag).toMatchObject({ fired: 2, armed: 0, unarmed: 1, overdue: 1 });
    expect([lag.p50_ms, lag.max_ms].map((ms) => Math.round(ms ?? 0))).toEqual([200, 300]);
  });
});

describe("the outbox", () => {
  test("tells what waits, and tries failing users at once when asked", async () => {
    const person = await chatApi.person();
    await person.add({ title: "Waits" });
    await pool.query(
      "UPDATE event_stream SET failures = 3, retry_at = now() + interval '1 hour' WHERE user_id = $1",
      [person.userId],
    );
    const before = (await ask("GET", "/admin/outbox")).json<{ depth: number; failing: object[] }>();
    expect(before.depth).toBeGreaterThanOrEqual(2);
    expect(before.failing).toMatchObject([{ user_id: person.userId, failures: 3, waiting: 2 }]);
    expect((await ask("POST", "/admin/outbox/retry")).json()).toEqual({ users: 1 });
    const after = (await ask("GET", "/admin/outbox")).json<typeof before>();
    expect(after.failing).toMatchObject([{ user_id: person.userId, retry_at: null }]);
  });
});

describe("a seed", () => {
  test("fills the database with people who have tasks, and tells how far it is", async () => {
    const answer = await ask("POST", "/admin/seed", { users: 2, tasks: 30, seed: 4 });
    expect(answer.headers["content-type"]).toContain("application/x-ndjson");
    const lines = answer.body
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(lines.at(-1)).toMatchObject({ done: true, first_user: "seed-4-0001", last_user: "seed-4-0002" });
    expect(lines).toContainEqual({ users: 2, tasks: 60 });
    expect((await ask("GET", "/admin/users/seed-4-0002")).json()).toMatchObject({ projects: 20 });
  });

  test("makes the same again, without events, and what it makes can be found and changed", async () => {
    const seeded = async () => {
      await ask("POST", "/admin/seed", { users: 1, tasks: 30, seed: 5 });
      const { rows } = await pool.query<object>(
        "SELECT title, notes, status, priority, due_key, created_at FROM task WHERE user_id = 'seed-5-0001' ORDER BY id",
      );
      return rows;
    };
    const first = await seeded();
    expect(first).toHaveLength(30);
    expect(await seeded()).toEqual(first);
    const { rowCount } = await pool.query("SELECT FROM outbox WHERE user_id = 'seed-5-0001'");
    expect(rowCount).toBe(0);

    const { token } = (await ask("POST", "/admin/users/seed-5-0001/tokens", { name: "Try" })).json<{
      token: string;
    }>();
    const headers = { authorization: `Bearer ${token}` };
    const { items } = (await app.inject({ url: "/api/tasks?limit=1", headers })).json<{ items: Task[] }>();
    const answer = await app.inject({
      method: "PATCH",
      url: `/api/tasks/${items[0]?.id}`,
      headers,
      payload: { title: "Changed" },
    });
    expect(answer.json()).toMatchObject({ title: "Changed" });
  });

  test("is refused with numbers that make no sense", async () => {
    const answer = await ask("POST", "/admin/seed", { users: 0, tasks: 1 });
    expect(answer.json()).toMatchObject({ code: "validation_failed", errors: [{ field: "users" }] });
  });
});
