import { takeOnce } from "@punctual/service-kit/consume/inbox";
import { consumerMigrations } from "@punctual/service-kit/migrate";
import { beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../../test/support/postgres-database.ts";

const { pool } = await createTestDatabase([consumerMigrations]);
beforeAll(() => pool.query("CREATE TABLE done (event_id text)"));

const take = (eventId: string, consumer = "things") =>
  takeOnce(pool, consumer, eventId, async (transaction) => {
    await transaction.query("INSERT INTO done VALUES ($1)", [eventId]);
  });

async function count(table: "done" | "inbox", eventId: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE event_id = $1`, [
    eventId,
  ]);
  return rows[0]?.n;
}

describe("takeOnce", () => {
  test("does the work of ten deliveries of one event at once a single time", async () => {
    const results = await Promise.all(Array.from({ length: 10 }, () => take("ten")));
    expect(results.filter((result) => result === "taken")).toHaveLength(1);
    expect(results.filter((result) => result === "duplicate")).toHaveLength(9);
    expect(await count("done", "ten")).toBe(1);
  });

  test("knows an event that comes back later", async () => {
    expect(await take("later")).toBe("taken");
    expect(await take("later")).toBe("duplicate");
    expect(await count("done", "later")).toBe(1);
  });

  test("lets two consumers of one database each take an event", async () => {
    expect(await take("both", "one")).toBe("taken");
    expect(await take("both", "other")).toBe("taken");
  });

  test("keeps neither the work nor the note of what failed, so that it can be tried again", async () => {
    const failing = takeOnce(pool, "things", "failing", async (transaction) => {
      await transaction.query("INSERT INTO done VALUES ('failing')");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect([await count("inbox", "failing"), await count("done", "failing")]).toEqual([0, 0]);
    expect(await take("failing")).toBe("taken");
  });

  test("leaves an event that failed in one delivery to the one that waits behind it", async () => {
    const begun = Promise.withResolvers<void>();
    const failure = Promise.withResolvers<void>();
    const first = takeOnce(pool, "things", "contested", async () => {
      begun.resolve();
      await failure.promise;
    });
    await begun.promise;
    const second = take("contested");
    failure.reject(new Error("no"));
    await expect(first).rejects.toThrow("no");
    expect(await second).toBe("taken");
  });
});
