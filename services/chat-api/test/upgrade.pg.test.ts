import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { migrations } from "@punctual/chat-api/migrations";
import { indexLate } from "@punctual/chat-api/search/index-late";
import { findTasks } from "@punctual/chat-api/store/tasks/read";
import { asPerson } from "@punctual/chat-api/store/unit-of-work";
import { migrate, outboxMigrations } from "@punctual/service-kit/migrate";
import type pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabase, silent } from "../../../test/support/postgres-database.ts";

const FIRST = fileURLToPath(new URL("../migrations/0001_tasks.sql", import.meta.url));
const USERS = 20;
const TASKS = 50;

/** A database as the first version left it: tasks of several people, with tags, done and deleted ones. */
async function firstVersion(): Promise<{ url: string; pool: pg.Pool }> {
  const { url, pool } = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), "punctual-migrations-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  await cp(FIRST, join(directory, "0001_tasks.sql"));
  await migrate(url, [outboxMigrations, { directory, table: "migrations" }], silent);
  await pool.query(
    `INSERT INTO task (user_id, title, notes, priority, tags, status, due_at, deleted_at)
     SELECT 'user-' || u, 'Task ' || t || ' Crème', 'of user ' || u, 'high', ARRAY['Home', 'tag ' || t % 5, 'HOME'],
       CASE WHEN t % 3 = 0 THEN 'done' ELSE 'open' END, '2026-11-23', CASE WHEN t % 7 = 0 THEN now() END
     FROM generate_series(1, $1) AS u, generate_series(1, $2) AS t`,
    [USERS, TASKS],
  );
  return { url, pool };
}

/** What the first version sends when it makes a task. */
const OLD_INSERT = `INSERT INTO task (user_id, title, notes, priority, tags, due_at, due_date, time_zone, start_at)
  VALUES ($1, $2, '', 'none', $3, NULL, NULL, NULL, NULL) RETURNING id`;
const OLD_PATCH = "UPDATE task SET title = $2, tags = $3, version = version + 1 WHERE id = $1";

const wordsOf = async (pool: pg.Pool, taskId: number) => {
  const { rows } = await pool.query<{ word: string }>(
    "SELECT DISTINCT word FROM task_word WHERE task_id = $1 ORDER BY word",
    [taskId],
  );
  return rows.map(({ word }) => word);
};

test("a filled database of the first version becomes one of this, and nothing is lost", async () => {
  const { url, pool } = await firstVersion();
  await migrate(url, migrations, silent);
  expect(await indexLate(pool)).toBe(USERS * TASKS);

  const { rows } = await pool.query<{ tasks: number; tags: number; links: number }>(
    `SELECT (SELECT count(*) FROM task WHERE indexed) AS tasks, (SELECT count(*) FROM tag) AS tags,
       (SELECT count(*) FROM task_tag) AS links`,
  );
  expect(rows[0]).toEqual({ tasks: USERS * TASKS, tags: USERS * 6, links: USERS * TASKS * 2 });
  const tasks = await asPerson(pool, "user-3", async (reader) => {
    const own = await reader.db.query<{ id: number }>("SELECT id FROM task ORDER BY id");
    return findTasks(
      reader,
      own.rows.map(({ id }) => id),
      { trashed: true },
    );
  });
  expect(tasks).toHaveLength(TASKS);
  expect(tasks.map(({ position }) => position).toSorted()).toEqual(tasks.map(({ position }) => position));
  expect(tasks[0]).toMatchObject({
    title: "Task 1 Crème",
    priority: "high",
    reminders: [],
    recurrence: null,
  });
  expect(tasks[0]?.tags.map((name) => name.toLowerCase())).toEqual(["home", "tag 1"]);
  expect(await wordsOf(pool, tasks[0]?.id ?? 0)).toEqual([
    "1",
    "3",
    "creme",
    "home",
    "of",
    "tag",
    "task",
    "user",
  ]);
});

test("what the first version writes after the migration is taken over", async () => {
  const { url, pool } = await firstVersion();
  await migrate(url, migrations, silent);
  await indexLate(pool);
  const made = await pool.query<{ id: number }>(OLD_INSERT, ["user-1", "Made late", ["new", "HOME"]]);
  const id = made.rows[0]?.id ?? 0;
  expect(await indexLate(pool)).toBe(1);
  const read = () => asPerson(pool, "user-1", (reader) => findTasks(reader, [id]));
  expect((await read())[0]?.tags.map((name) => name.toLowerCase())).toEqual(["home", "new"]);
  expect(await wordsOf(pool, id)).toEqual(["home", "late", "made", "new"]);

  await pool.query(OLD_PATCH, [id, "Changed later", []]);
  expect(await indexLate(pool)).toBe(1);
  expect((await read())[0]).toMatchObject({ title: "Changed later", tags: [] });
  expect(await wordsOf(pool, id)).toEqual(["changed", "later"]);
});

test("the first version still reads and writes after the migration", async () => {
  const { url, pool } = await firstVersion();
  await migrate(url, migrations, silent);
  const listed = await pool.query(
    "SELECT id, title, tags FROM task WHERE user_id = $1 AND deleted_at IS NULL ORDER BY id DESC LIMIT 5",
    ["user-2"],
  );
  expect(listed.rows).toHaveLength(5);
  const done = await pool.query(
    "UPDATE task SET status = 'done', completed_at = now() WHERE id = $1 RETURNING version",
    [(listed.rows[0] as { id: number }).id],
  );
  expect(done.rowCount).toBe(1);
});

test("people's role reaches no table but those of their own rows, and these through row-level security", async () => {
  const { pool } = await createTestDatabase(migrations);
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relkind IN ('r', 'v', 'm') AND c.relnamespace = 'public'::regnamespace
       AND has_table_privilege('chat_api_people', c.oid, 'SELECT, INSERT, UPDATE, DELETE')
       AND NOT (c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p
         WHERE p.polrelid = c.oid AND pg_get_expr(p.polqual, p.polrelid) LIKE '%SELECT person()%'))
     ORDER BY 1`,
  );
  expect(rows).toEqual([]);
});

test("a person sees no row of another, whatever the query; and none at all without saying who asks", async () => {
  const { url, pool } = await firstVersion();
  await migrate(url, migrations, silent);
  await indexLate(pool);
  const tables = ["task", "tag", "task_tag", "task_word", "user_word", "event_stream"];
  for (const table of tables) {
    const own = await asPerson(pool, "user-1", async ({ db }) =>
      db.query(`SELECT DISTINCT user_id FROM ${table}`),
    );
    expect(own.rows.filter((row: { user_id: string }) => row.user_id !== "user-1")).toEqual([]);
    const none = await asPerson(pool, "", async ({ db }) => db.query(`SELECT user_id FROM ${table}`));
    expect(none.rows).toEqual([]);
  }
  const attempt = asPerson(pool, "user-1", ({ db }) =>
    db.query("INSERT INTO tag (user_id, name, name_key) VALUES ('user-2', 'x', 'x')"),
  );
  await expect(attempt).rejects.toThrow(/row-level security/);
});
