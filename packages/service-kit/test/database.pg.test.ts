import { createPool, inTransaction } from "@punctual/service-kit/database";
import { describe, expect, onTestFinished, test } from "vitest";
import { createTestDatabase, silent } from "../../../test/support/postgres-database.ts";
import { stallableTunnel } from "./support/stallable-tunnel.ts";

const { url, pool } = await createTestDatabase();
await pool.query("CREATE TABLE note (text text)");

async function notes(like: string): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>("SELECT text FROM note WHERE text LIKE $1", [
    `${like}%`,
  ]);
  return rows.map(({ text }) => text);
}

describe("inTransaction", () => {
  test("commits, and gives what the work gave", async () => {
    const result = await inTransaction(pool, async (transaction) => {
      await transaction.query("INSERT INTO note VALUES ('kept')");
      return 7;
    });
    expect(result).toBe(7);
    expect(await notes("kept")).toEqual(["kept"]);
  });

  test("rolls back what threw, and throws it on", async () => {
    const failure = new Error("no");
    const attempt = inTransaction(pool, async (transaction) => {
      await transaction.query("INSERT INTO note VALUES ('lost')");
      throw failure;
    });
    await expect(attempt).rejects.toBe(failure);
    expect(await notes("lost")).toEqual([]);
  });

  test("throws when what was done can't be committed", async () => {
    await pool.query("CREATE TABLE single (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    const attempt = inTransaction(pool, (transaction) =>
      transaction.query("INSERT INTO single VALUES (1), (1)"),
    );
    await expect(attempt).rejects.toThrow("duplicate key");
  });

  test("gives its connection back after a failure", async () => {
    const attempts = Array.from({ length: 30 }, () =>
      inTransaction(pool, () => Promise.reject(new Error("no"))).catch(() => undefined),
    );
    await Promise.all(attempts);
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  test("survives the loss of its connection between two statements", async () => {
    const attempt = inTransaction(pool, async (transaction) => {
      const { rows } = await transaction.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      // Not events.once, which would listen to errors too.
      const ended = new Promise<void>((resolve) => transaction.on("end", resolve));
      await pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
      await ended;
      await transaction.query("INSERT INTO note VALUES ('too late')");
    });
    await expect(attempt).rejects.toThrow();
    expect(await notes("too late")).toEqual([]);
  });
});

describe("values", () => {
  test("a bigint is a number", async () => {
    expect((await pool.query("SELECT 9007199254740991::bigint AS n")).rows).toEqual([{ n: 2 ** 53 - 1 }]);
  });

  test("a bigint that no number can hold is refused, not rounded", async () => {
    await expect(pool.query("SELECT 9007199254740993::bigint AS n")).rejects.toThrow(RangeError);
  });

  test("a plain date stays text", async () => {
    expect((await pool.query("SELECT date '2026-11-23' AS day")).rows).toEqual([{ day: "2026-11-23" }]);
  });
});

describe("a database that hangs", () => {
  test("is not waited for for ever, and its connection is given up", async () => {
    const tunnel = await stallableTunnel(url);
    const own = createPool(tunnel.url, silent, 1, 300);
    onTestFinished(() => own.end());
    const attempt = inTransaction(own, async (transaction) => {
      await transaction.query("INSERT INTO note VALUES ('hung')");
      tunnel.stall();
      await transaction.query("SELECT 1");
    });
    await expect(attempt).rejects.toThrow("timeout");
    expect(own.totalCount).toBe(0);
    tunnel.goOn();
    await expect(own.query("SELECT 1 AS one")).resolves.toMatchObject({ rows: [{ one: 1 }] });
    await expect.poll(() => notes("hung")).toEqual([]);
  });
});
