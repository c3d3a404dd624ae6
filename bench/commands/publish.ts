import type { Command } from "commander";
import pg from "pg";
import { caseNamed } from "../client/cases.ts";
import { runClient } from "../client/run.ts";
import { type BenchPlatform, withPlatform } from "../platform/platform.ts";
import { seedUsers } from "../platform/users.ts";
import { FULL, QUICK, type Size } from "../size.ts";

const PATIENCE_MS = 60_000;

/** `publish`: from an event's being written until Kafka has it. */
export function addPublish(program: Command): void {
  program
    .command("publish")
    .description("how long until Kafka has what was written, with one client and while 100 write")
    .option("--quick", "on little data and in seconds: to see that it works")
    .action(async ({ quick }: { quick?: boolean }) => {
      const size: Size = { ...(quick ? QUICK : FULL), tasks: 100, bigTasks: 1, deepPage: 1 };
      const report = await withPlatform((platform) => bench(platform, size));
      console.log(JSON.stringify({ bench: "publish", ...report }, undefined, 2));
    });
}

async function bench(platform: BenchPlatform, size: Size): Promise<object> {
  const { many } = await seedUsers(platform, size, (line) => console.error(line));
  const job = {
    url: platform.url,
    case: caseNamed("create").name,
    users: many.map(({ id: _, ...user }) => user),
  };
  // New processes, Kafka's above all, take some seconds to become as quick as they stay.
  await runClient({ ...job, seed: 3, clients: 1, warmUp: 0, end: { requests: size.requests } });
  const alone = await written(platform, () =>
    runClient({ ...job, seed: 1, clients: 1, warmUp: 0, end: { requests: size.requests } }),
  );
  const together = await written(platform, () =>
    runClient({ ...job, seed: 2, clients: size.clients, warmUp: 0, end: { seconds: size.seconds } }),
  );
  return { alone, together };
}

/** Waits until all that `work` wrote is out, and gives how long each event took from its commit on. */
async function written(platform: BenchPlatform, work: () => Promise<object>): Promise<object> {
  const client = new pg.Client({ connectionString: platform.databaseUrl });
  await client.connect();
  try {
    const { rows: start } = await client.query<{ now: Date }>("SELECT clock_timestamp() AS now");
    const writes = await work();
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const { rows } = await client.query<{ n: string }>(
        "SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL",
      );
      if (rows[0]?.n === "0") break;
      if (performance.now() > until) throw new Error(`${rows[0]?.n} events are still not out`);
    }
    const { rows } = await client.query<object>(MEASURED, [start[0]?.now]);
    return { ...rows[0], writes };
  } finally {
    await client.end();
  }
}

/** Milliseconds. An event is written in the last statement of its transaction, so that this includes the commit. */
const MEASURED = `
  SELECT count(*)::int AS n,
    round((percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::numeric, 2)::float8 AS p50,
    round((percentile_cont(0.95) WITHIN GROUP (ORDER BY ms))::numeric, 2)::float8 AS p95,
    round((percentile_cont(0.99) WITHIN GROUP (ORDER BY ms))::numeric, 2)::float8 AS p99,
    round(max(ms)::numeric, 2)::float8 AS max
  FROM (SELECT extract(epoch FROM sent_at - created_at) * 1000 AS ms FROM outbox WHERE created_at >= $1) AS sent`;
