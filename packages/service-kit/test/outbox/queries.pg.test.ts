import { outboxMigrations } from "@punctual/service-kit/migrate";
import { watchBacklog } from "@punctual/service-kit/outbox/backlog";
import { backlog, purgeSent } from "@punctual/service-kit/outbox/queries";
import { Registry } from "prom-client";
import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../../test/support/postgres-database.ts";
import { absentDatabase } from "../support/app.ts";
import { append, storedOf } from "../support/outbox.ts";

/** One figure of a registry's text; the whole text is read once, as Prometheus does. */
async function scrape(registry: Registry): Promise<(name: string) => number> {
  const text = await registry.metrics();
  return (name) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
}

test("purging deletes what was sent more than a day ago, and nothing that waits", async () => {
  const { pool } = await createTestDatabase([outboxMigrations]);
  await append(pool, "ada", "old", "recent", "waiting");
  await pool.query("UPDATE outbox SET created_at = now() - interval '3 days'");
  await pool.query("UPDATE outbox SET sent_at = now() - interval '25 hours' WHERE sequence = 1");
  await pool.query("UPDATE outbox SET sent_at = now() - interval '23 hours' WHERE sequence = 2");
  expect(await purgeSent(pool)).toBe(1);
  expect((await storedOf(pool, "ada")).map(({ label }) => label)).toEqual(["recent", "waiting"]);
});

describe("the backlog", () => {
  test("is nothing when all is sent", async () => {
    const { pool } = await createTestDatabase([outboxMigrations]);
    await append(pool, "ada", "one");
    await pool.query("UPDATE outbox SET sent_at = now()");
    expect(await backlog(pool)).toEqual({ depth: 0, ageSeconds: 0 });
  });

  test("counts what waits, and is as old as the oldest", async () => {
    const { pool } = await createTestDatabase([outboxMigrations]);
    await append(pool, "ada", "one", "two");
    await pool.query("UPDATE outbox SET created_at = now() - interval '1 hour' WHERE sequence = 1");
    const { depth, ageSeconds } = await backlog(pool);
    expect(depth).toBe(2);
    expect(ageSeconds).toBeGreaterThanOrEqual(3600);
  });

  test("is shown in metrics the first time they are read", async () => {
    const { pool } = await createTestDatabase([outboxMigrations]);
    await append(pool, "ada", "one");
    await pool.query("UPDATE outbox SET created_at = now() - interval '1 hour'");
    const registry = new Registry();
    watchBacklog(registry, pool);
    const figure = await scrape(registry);
    expect(figure("punctual_outbox_depth")).toBe(1);
    expect(figure("punctual_outbox_age_seconds")).toBeGreaterThanOrEqual(3600);
  });

  test("doesn't take the other metrics with it while the database is away", async () => {
    const registry = new Registry();
    watchBacklog(registry, absentDatabase);
    await expect(registry.metrics()).resolves.toMatch(/^punctual_outbox_depth nan$/im);
  });
});
