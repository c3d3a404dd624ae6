import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { consumerMigrations, migrate, outboxMigrations } from "@punctual/service-kit/migrate";
import type pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabase, silent } from "../../../test/support/postgres-database.ts";

async function tablesOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}

/** A folder of migrations of a test's own. */
async function migrationsOf(files: Readonly<Record<string, string>>) {
  const directory = await mkdtemp(join(tmpdir(), "punctual-migrations-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const [name, sql] of Object.entries(files)) {
    await writeFile(join(directory, name), `-- Up Migration\n${sql}`);
  }
  return { directory, table: "migrations" };
}

test("makes the tables of every set it is given", async () => {
  const { url, pool } = await createTestDatabase();
  await migrate(url, [outboxMigrations, consumerMigrations], silent);
  expect(await tablesOf(pool)).toEqual([
    "dead_letter",
    "event_stream",
    "inbox",
    "migrations_consumer",
    "migrations_outbox",
    "outbox",
  ]);
});

test("changes nothing the second time", async () => {
  const { url, pool } = await createTestDatabase();
  await migrate(url, [outboxMigrations], silent);
  await pool.query("INSERT INTO event_stream (user_id, last_sequence) VALUES ('ada', 1)");
  await migrate(url, [outboxMigrations], silent);
  expect((await pool.query("SELECT user_id FROM event_stream")).rows).toEqual([{ user_id: "ada" }]);
});

test("replicas that start at the same time wait for each other, and each migration runs once", async () => {
  const { url, pool } = await createTestDatabase();
  const replicas = Array.from({ length: 4 }, () =>
    migrate(url, [outboxMigrations, consumerMigrations], silent),
  );
  await Promise.all(replicas);
  expect((await pool.query("SELECT count(*) AS runs FROM migrations_outbox")).rows).toEqual([{ runs: 1 }]);
});

test("a migration that fails leaves nothing behind and names the reason", async () => {
  const { url, pool } = await createTestDatabase();
  const broken = await migrationsOf({
    "0001_fine.sql": "CREATE TABLE fine ();",
    "0002_broken.sql": "CREATE TABLE half (); SELECT nonsense;",
  });
  await expect(migrate(url, [broken], silent)).rejects.toThrow("nonsense");
  expect(await tablesOf(pool)).not.toContain("half");
});

test("the lock is free again after a failure", async () => {
  const { url, pool } = await createTestDatabase();
  const broken = await migrationsOf({ "0001_broken.sql": "SELECT nonsense;" });
  await expect(migrate(url, [broken], silent)).rejects.toThrow();
  await migrate(url, [outboxMigrations], silent);
  expect(await tablesOf(pool)).toContain("outbox");
});
