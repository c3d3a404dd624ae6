import { sweepStopped } from "@punctual/chat-api/interchange/sweep";
import { describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";
import { importFile, send } from "./support.ts";

const api = await startChatApi();
const MANY = 1200;

/** A file of many tasks, some below others. */
function file(count = MANY): string {
  const tasks = Array.from({ length: count }, (_, i) => ({
    kind: "task",
    uid: `task ${i}`,
    title: `Task ${i}`,
    tags: ["many"],
    project: "Many",
    parent: i % 7 === 6 ? `task ${i - 1}` : null,
  }));
  return ['{"format":"punctual","version":1}', ...tasks.map((task) => JSON.stringify(task)), ""].join("\n");
}

/** Tasks, and those of them that are in the trash. */
async function count({ userId }: Person) {
  const { rows } = await api.pool.query<{ all: number; trashed: number }>(
    "SELECT count(*) AS all, count(deleted_at) AS trashed FROM task WHERE user_id = $1",
    [userId],
  );
  return rows[0];
}
const leftovers = async ({ userId }: Person) => {
  const { rows } = await api.pool.query<{ name: string; n: number }>(
    `SELECT 'project' AS name, count(*) AS n FROM project WHERE user_id = $1 AND archived_at IS NULL
     UNION ALL SELECT 'tag', count(*) FROM tag WHERE user_id = $1
     UNION ALL SELECT 'task_uid', count(*) FROM task_uid WHERE user_id = $1
     UNION ALL SELECT 'task_word', count(*) FROM task_word WHERE user_id = $1
     UNION ALL SELECT 'import_run', count(*) FROM import_run WHERE user_id = $1`,
    [userId],
  );
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
};
const NOTHING = { project: 0, tag: 0, task_uid: 0, task_word: 0, import_run: 0 };

test("a large import is one undo, and the undo is one too", async () => {
  const person = await api.person();
  const { undo_token } = await importFile(api, person, "json", file());
  expect(await count(person)).toEqual({ all: MANY, trashed: 0 });
  const undone = await person.ask("POST", `/api/undo/${undo_token}`);
  expect(undone.json()).toEqual({ tasks: [], undo_token: undone.headers["undo-token"] });
  expect(await count(person)).toEqual({ all: MANY, trashed: MANY });
  const redone = await person.ask("POST", `/api/undo/${undone.headers["undo-token"]}`);
  expect(redone.statusCode).toBe(200);
  expect(await count(person)).toEqual({ all: MANY, trashed: 0 });
});

test("a large import isn't undone once one of its tasks was changed", async () => {
  const person = await api.person();
  const { undo_token } = await importFile(api, person, "json", file());
  const { items } = (await person.ask("GET", "/api/tasks?limit=1")).json<{ items: { id: number }[] }>();
  await person.ask("PATCH", `/api/tasks/${items[0]?.id}`, { title: "Mine now" });
  const undone = await person.ask("POST", `/api/undo/${undo_token}`);
  expect(undone.statusCode).toBe(409);
  expect(undone.json()).toMatchObject({ code: "changed_since" });
  expect(await count(person)).toEqual({ all: MANY, trashed: 0 });
});

describe("of an import that fails halfway, nothing is left", () => {
  /** Makes the database refuse the task of that title. */
  async function refuse(title: string, work: () => Promise<void>): Promise<void> {
    await api.pool.query(`ALTER TABLE task ADD CONSTRAINT refused CHECK (title <> '${title}') NOT VALID`);
    try {
      await work();
    } finally {
      await api.pool.query("ALTER TABLE task DROP CONSTRAINT refused");
    }
  }

  test("when the database refuses a later part", async () => {
    const person = await api.person();
    await refuse("Task 1001", async () => {
      const answer = await send(api, person, "json", file());
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    });
    expect(await count(person)).toEqual({ all: 0, trashed: 0 });
    expect(await leftovers(person)).toEqual(NOTHING);
    expect(await importFile(api, person, "json", file())).toMatchObject({ tasks: MANY });
  });

  test("when its process was killed: another takes it back", async () => {
    const person = await api.person();
    const { undo_token } = await importFile(api, person, "json", file(400));
    // As a killed process leaves it: begun, not ended, and silent for a while.
    await api.pool.query(
      "INSERT INTO import_run (write_id, user_id, beat_at) VALUES ($1, $2, now() - interval '2 minutes')",
      [undo_token, person.userId],
    );
    expect((await send(api, person, "json", file())).statusCode).toBe(409);
    expect(await sweepStopped(api.pool)).toBe(1);
    expect(await count(person)).toEqual({ all: 0, trashed: 0 });
    expect(await leftovers(person)).toEqual(NOTHING);
    expect(await sweepStopped(api.pool)).toBe(0);
  });

  test("one that is still at work is left alone", async () => {
    const person = await api.person();
    const { undo_token } = await importFile(api, person, "json", file(10));
    await api.pool.query("INSERT INTO import_run (write_id, user_id) VALUES ($1, $2)", [
      undo_token,
      person.userId,
    ]);
    expect(await sweepStopped(api.pool)).toBe(0);
    expect(await count(person)).toEqual({ all: 10, trashed: 0 });
  });
});
