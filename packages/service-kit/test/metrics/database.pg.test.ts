import { createPool } from "@punctual/service-kit/database";
import { watchDatabase } from "@punctual/service-kit/metrics/database";
import { DATABASE, SERVER, TABLES } from "@punctual/service-kit/metrics/database-figures";
import { watchPool } from "@punctual/service-kit/metrics/pool";
import { Registry } from "prom-client";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabase, silent } from "../../../../test/support/postgres-database.ts";
import { absentDatabase } from "../support/app.ts";

const { url, pool } = await createTestDatabase();

/** The value of a series, by the start of its line; undefined when there is no such series. */
async function scrape(registry: Registry): Promise<(series: string) => number | undefined> {
  const lines = (await registry.metrics()).split("\n");
  return (series) => {
    const value = lines
      .find((line) => line.startsWith(series))
      ?.split(" ")
      .at(-1);
    return value === undefined ? undefined : Number(value);
  };
}

test("the database, its server and the tables of the service's schema show how they are", async () => {
  await pool.query("CREATE TABLE shelf (book text PRIMARY KEY)");
  await pool.query("INSERT INTO shelf SELECT 'book ' || n FROM generate_series(1, 50) n");
  await pool.query("ANALYZE shelf");
  const registry = new Registry();
  watchDatabase(registry, pool);
  const figure = await scrape(registry);
  const { rows } = await pool.query<{ name: string; schema: string }>(
    "SELECT current_database() AS name, current_schema() AS schema",
  );
  const database = `{datname="${rows[0]?.name}"}`;
  const table = `{schemaname="${rows[0]?.schema}",relname="shelf"}`;
  expect(figure("punctual_database_up")).toBe(1);
  expect(figure("pg_settings_max_connections")).toBeGreaterThan(1);
  expect(figure(`pg_database_size_bytes${database}`)).toBeGreaterThan(1_000_000);
  expect(figure(`pg_stat_database_numbackends${database}`)).toBeGreaterThanOrEqual(1);
  expect(figure(`pg_total_relation_size_bytes${table}`)).toBeGreaterThanOrEqual(8192);
  for (const { name } of DATABASE.figures)
    expect([name, figure(`${name}${database}`)]).not.toContain(undefined);
  for (const { name } of TABLES.figures) expect([name, figure(`${name}${table}`)]).not.toContain(undefined);
});

test("what PostgreSQL counts is shown as it counts it, however often it is read", async () => {
  const registry = new Registry();
  watchDatabase(registry, pool);
  await registry.metrics();
  const commits = (await scrape(registry))("pg_stat_database_xact_commit");
  const { rows } = await pool.query<{ n: number }>(
    "SELECT xact_commit AS n FROM pg_stat_database WHERE datname = current_database()",
  );
  expect(commits).toBeGreaterThan(0);
  expect(commits).toBeLessThanOrEqual(rows[0]?.n ?? 0);
});

test("a database that doesn't answer is down, and shows nothing else", async () => {
  const registry = new Registry();
  watchDatabase(registry, absentDatabase);
  const figure = await scrape(registry);
  expect(figure("punctual_database_up")).toBe(0);
  for (const { name } of [...DATABASE.figures, ...TABLES.figures]) {
    expect([name, figure(`${name}{`)]).toEqual([name, undefined]);
  }
  expect(figure(`${SERVER.figures[0].name} `)).toBeNaN();
});

test("a process shows what its connections do", async () => {
  const own = createPool(url, silent, 1);
  onTestFinished(() => own.end());
  const registry = new Registry();
  watchPool(registry, own);
  const client = await own.connect();
  const waiting = own.query("SELECT 1");
  const figure = await scrape(registry);
  const of = (state: string) => figure(`punctual_database_connections{state="${state}"}`);
  expect([of("busy"), of("idle"), of("waiting")]).toEqual([1, 0, 1]);
  client.release();
  await waiting;
});

test("reading the database's figures is not taken for requests that wait", async () => {
  const own = createPool(url, silent);
  onTestFinished(() => own.end());
  const registry = new Registry();
  watchDatabase(registry, own);
  watchPool(registry, own);
  await registry.metrics();
  const figure = await scrape(registry);
  expect(figure('punctual_database_connections{state="waiting"}')).toBe(0);
});
