import { randomUUID } from "node:crypto";
import { type History, history } from "@punctual/contracts/history";
import { buildApp } from "@punctual/recurrence/app";
import { migrations } from "@punctual/recurrence/migrations";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase, silent } from "../../../test/support/postgres-database.ts";

const APP_API_TOKEN = "shown by the sidecar";
const { pool } = await createTestDatabase(migrations);
// So that the order of a history is the query's doing, not the index's.
await pool.query("DROP INDEX audit_of_task");
const dapr = { invoke: () => Promise.reject(new Error("nobody is there")) };
const app = await buildApp({ config: { APP_API_TOKEN, DAPR_HTTP_PORT: 1 }, pool, dapr, logger: silent });
afterAll(() => app.close());
const headers = { "dapr-api-token": APP_API_TOKEN };

const TASK = {
  id: 12,
  title: "Milk",
  notes: "",
  status: "open",
  priority: "none",
  tags: ["shop"],
  due_at: null,
  due_date: "2026-11-23",
  time_zone: null,
  start_at: null,
  version: 1,
  created_at: "2026-11-23T09:00:00.000Z",
  updated_at: "2026-11-23T09:00:00.000Z",
  completed_at: null,
  deleted_at: null,
};

/** An event of task 12 as the sidecar delivers it. */
function taskEvent(userId: string, version: number, more: Record<string, unknown> = {}): object {
  const id = randomUUID();
  const data = {
    event_id: id,
    event_type: version === 1 ? "created" : "updated",
    task_id: TASK.id,
    task_data: { ...TASK, version },
    user_id: userId,
    timestamp: `2026-11-23T09:00:0${version}.000Z`,
    version,
    ...more,
  };
  return { specversion: "1.0", id, source: "chat-api", type: "dev.punctual.task.created", data };
}

const deliver = (payload: object) =>
  app.inject({
    method: "POST",
    url: "/dapr/task-events",
    payload: JSON.stringify(payload),
    headers: { ...headers, "content-type": "application/cloudevents+json" },
  });

async function trailOf(userId: string): Promise<History["items"]> {
  const answer = await app.inject({ url: `/api/history/${encodeURIComponent(userId)}/${TASK.id}`, headers });
  expect(answer.statusCode).toBe(200);
  return history.parse(answer.json()).items;
}

describe("a task event", () => {
  test("is in the task's history, as it was told", async () => {
    expect((await deliver(taskEvent("ada", 1))).statusCode).toBe(200);
    expect(await trailOf("ada")).toEqual([
      {
        event_id: expect.any(String),
        event_type: "created",
        task_id: 12,
        version: 1,
        timestamp: "2026-11-23T09:00:01.000Z",
        action: null,
        actor: null,
        task_before: null,
        task_data: TASK,
      },
    ]);
  });

  test("says who did what, and how the task was before", async () => {
    const actor = { door: "mcp", credential: "laptop" };
    await deliver(
      taskEvent("alan", 2, { action: "reopened", actor, task_before: { ...TASK, status: "done" } }),
    );
    expect(await trailOf("alan")).toMatchObject([
      { event_type: "updated", action: "reopened", actor, task_before: { status: "done" } },
    ]);
  });

  test("that comes twice is one entry", async () => {
    const event = taskEvent("grace", 1);
    await deliver(event);
    expect((await deliver(event)).statusCode).toBe(200);
    expect(await trailOf("grace")).toHaveLength(1);
  });

  test("that comes late has its place by version", async () => {
    await deliver(taskEvent("barbara", 2));
    await deliver(taskEvent("barbara", 1));
    expect((await trailOf("barbara")).map(({ version }) => version)).toEqual([1, 2]);
  });

  test("keeps fields that a newer producer adds to a task", async () => {
    await deliver(taskEvent("edsger", 1, { task_data: { ...TASK, project_id: 7 } }));
    expect(await trailOf("edsger")).toMatchObject([{ task_data: { project_id: 7 } }]);
  });

  test.each([
    ["of a kind that doesn't exist", { event_type: "archived" }],
    ["without its task", { task_data: undefined }],
    ["with a version that is no number", { version: "1" }],
    ["with words for its time", { timestamp: "now" }],
    ["of a task that PostgreSQL can't store", { task_data: { ...TASK, title: "a\0b" } }],
  ])("%s is neither taken nor dropped", async (_what, more) => {
    expect((await deliver(taskEvent("tony", 1, more))).statusCode).toBe(500);
    expect(await trailOf("tony")).toEqual([]);
  });

  test("without the sidecar's token is refused", async () => {
    const payload = taskEvent("eve", 1);
    const answer = await app.inject({ method: "POST", url: "/dapr/task-events", payload });
    expect(answer.statusCode).toBe(401);
    expect(await trailOf("eve")).toEqual([]);
  });
});

describe("a history", () => {
  test("of a task that nothing is known of is empty", async () => {
    expect(await trailOf("nobody")).toEqual([]);
  });

  test("is one user's", async () => {
    await deliver(taskEvent("haskell", 1));
    expect(await trailOf("alonzo")).toEqual([]);
  });

  test("is found for any user's id", async () => {
    const userId = `auth0|${"ü/".repeat(20)} x`;
    await deliver(taskEvent(userId, 1));
    expect(await trailOf(userId)).toHaveLength(1);
  });

  test.each(["first", "0", "1.5"])("of task %s is a 400", async (id) => {
    const answer = await app.inject({ url: `/api/history/ada/${id}`, headers });
    expect([answer.statusCode, answer.json().code]).toEqual([400, "validation_failed"]);
  });

  test("is refused without the sidecar's token", async () => {
    expect((await app.inject({ url: "/api/history/ada/12" })).statusCode).toBe(401);
  });
});
