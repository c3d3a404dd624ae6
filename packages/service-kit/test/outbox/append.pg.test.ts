import { inTransaction } from "@punctual/service-kit/database";
import { outboxMigrations } from "@punctual/service-kit/migrate";
import { outboxStatement } from "@punctual/service-kit/outbox/append";
import { withTrace } from "@punctual/service-kit/trace";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../../../test/support/postgres-database.ts";
import { append, appendIn, storedOf } from "../support/outbox.ts";

const { pool } = await createTestDatabase([outboxMigrations]);

async function envelopesOf(userId: string): Promise<unknown[]> {
  const { rows } = await pool.query<{ topic: string; event: unknown }>(
    "SELECT topic, event FROM outbox WHERE user_id = $1 ORDER BY sequence",
    [userId],
  );
  return rows.map(({ event }) => event);
}

test("an event is kept as a CloudEvent", async () => {
  await inTransaction(pool, (transaction) =>
    transaction.query(
      outboxStatement("chat-api", "ada", [
        { topic: "things", kind: "task.created", subject: "task/1", data: { a: 1 }, id: "event-1" },
      ]),
    ),
  );
  expect(await envelopesOf("ada")).toEqual([
    {
      specversion: "1.0",
      id: "event-1",
      source: "chat-api",
      type: "dev.punctual.task.created",
      subject: "task/1",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      datacontenttype: "application/json",
      data: { a: 1 },
    },
  ]);
});

test("an event without an id gets one of its own", async () => {
  await append(pool, "grace", "one", "two");
  const ids = (await storedOf(pool, "grace")).map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
});

test("an event carries the trace of the request that made it", async () => {
  const context = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7", sampled: true };
  await withTrace(context, () => append(pool, "hopper", "one"));
  expect(await envelopesOf("hopper")).toEqual([
    expect.objectContaining({ traceparent: `00-${context.traceId}-${context.spanId}-01` }),
  ]);
});

test("events of one user are numbered from 1 on without a gap, over several transactions", async () => {
  await append(pool, "edsger", "a", "b");
  await append(pool, "edsger", "c");
  expect(await storedOf(pool, "edsger")).toMatchObject([
    { sequence: 1, label: "a" },
    { sequence: 2, label: "b" },
    { sequence: 3, label: "c" },
  ]);
});

test("a transaction that rolls back leaves no event and no gap", async () => {
  await append(pool, "barbara", "a");
  const attempt = inTransaction(pool, async (transaction) => {
    await appendIn(transaction, "barbara", ["never"]);
    throw new Error("no");
  });
  await expect(attempt).rejects.toThrow("no");
  await append(pool, "barbara", "b");
  expect(await storedOf(pool, "barbara")).toMatchObject([
    { sequence: 1, label: "a" },
    { sequence: 2, label: "b" },
  ]);
});

test("appending says the number of the last event", async () => {
  await append(pool, "alan", "a", "b");
  expect(await inTransaction(pool, (transaction) => appendIn(transaction, "alan", ["c", "d"]))).toBe(4);
});
