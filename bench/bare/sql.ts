import { createHistogram } from "node:perf_hooks";
import { listTasks } from "@punctual/chat-api/listing/list-tasks";
import { randomFrom } from "@punctual/chat-api/seed/random";
import { asPerson } from "@punctual/chat-api/store/unit-of-work";
import { taskFilter } from "@punctual/contracts/task";
import { createPool } from "@punctual/service-kit/database";
import { createLogger } from "@punctual/service-kit/logger";
import type pg from "pg";
import { caseNamed } from "../client/cases.ts";
import type { BenchUser } from "../client/protocol.ts";

/** The SQL of a read alone: the statements that chat-api would send, from here, one after another; milliseconds. */
export async function bareSql(
  databaseUrl: string,
  name: string,
  users: readonly (BenchUser & { readonly id: string })[],
  requests: number,
): Promise<{ p50: number; p95: number; statements: number }> {
  const pool = createPool(databaseUrl, createLogger("bench", "error"), 1);
  const histogram = createHistogram();
  const random = randomFrom(11);
  const { next } = caseNamed(name);
  let statements = 0;
  try {
    for (let turn = 0; turn < requests * 2; turn += 1) {
      // The first half warms up.
      if (turn === requests) histogram.reset();
      const user = users[turn % users.length];
      if (!user) throw new Error("there is nobody to ask as");
      const { searchParams } = new URL(next(random, user, turn).path, "http://x");
      const filter = taskFilter.parse(Object.fromEntries(searchParams));
      const spent = await asPerson(pool, user.id, async ({ db, userId }) => {
        const watch = stopwatch(db);
        await listTasks({ db: watch.db, userId }, filter);
        statements = watch.count();
        return watch.spent();
      });
      histogram.record(Math.max(1, Math.round(spent * 1000)));
    }
  } finally {
    await pool.end();
  }
  const ms = (percentile: number) => Math.round(histogram.percentile(percentile) / 10) / 100;
  return { p50: ms(50), p95: ms(95), statements };
}

/** A connection that counts how long its statements take. */
function stopwatch(client: pg.PoolClient): { db: pg.PoolClient; spent(): number; count(): number } {
  let [spent, count] = [0, 0];
  const query = async (...given: Parameters<pg.PoolClient["query"]>) => {
    const began = performance.now();
    try {
      return await (client.query as unknown as (...given: unknown[]) => Promise<unknown>).apply(
        client,
        given,
      );
    } finally {
      spent += performance.now() - began;
      count += 1;
    }
  };
  const db = new Proxy(client, {
    get: (target, key) => (key === "query" ? query : (Reflect.get(target, key) as unknown)),
  });
  return { db, spent: () => spent, count: () => count };
}
