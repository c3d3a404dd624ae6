import { randomFrom } from "@punctual/chat-api/seed/random";
import { bareSql } from "./bare/sql.ts";
import { withBareRoute } from "./bare/start.ts";
import type { Case } from "./client/cases.ts";
import type { Result } from "./client/protocol.ts";
import { runClient } from "./client/run.ts";
import { watchMemory } from "./platform/memory.ts";
import type { BenchPlatform } from "./platform/platform.ts";
import type { SeededUser } from "./platform/users.ts";
import type { Size } from "./size.ts";

const WARM_UP = 200;

/** What a case took, in milliseconds, beside what it can't be quicker than. */
export interface Measured {
  readonly alone: Result;
  readonly together: Result;
  /** The most resident memory that chat-api had meanwhile, in MB. */
  readonly rss_mb: number | null;
  /** Of reads: the statements alone, and how many times as long the whole took (p50). */
  readonly sql?: { p50: number; p95: number; statements: number; ratio: number };
  /** Of reads: a bare Fastify route with an answer of the same size. */
  readonly bare?: { alone: Result; together: Result; ratio: number };
}

/** Measures a case for some users: one request after another, then all clients at once. */
export async function measure(
  platform: BenchPlatform,
  { name, kind, next }: Case,
  users: readonly SeededUser[],
  size: Size,
): Promise<Measured> {
  // On one project of one user.
  const asked = name === "create_one_project" ? users.slice(0, 1) : usable(name, users);
  const job = { url: platform.url, case: name, users: asked.map(({ id: _, ...user }) => user) };
  const warmUp = Math.min(size.requests, WARM_UP);
  const rss = watchMemory(platform.pid);
  const alone = await runClient({ ...job, seed: 1, clients: 1, warmUp, end: { requests: size.requests } });
  // Tasks that were completed are left to those.
  const rest = {
    ...job,
    users: job.users.map((user) => ({ ...user, tasks: left(user.tasks, size, asked.length) })),
  };
  const together = await runClient({
    ...rest,
    seed: 2,
    clients: size.clients,
    warmUp: kind === "read" ? warmUp : 0,
    end: { seconds: size.seconds },
  });
  const rss_mb = rss();
  if (kind === "write") return { alone, together, rss_mb };
  const sql = await bareSql(platform.databaseUrl, name, asked, Math.min(size.requests, 200));
  const [user] = asked;
  if (!user) throw new Error("there is nobody to ask as");
  const { path } = next(randomFrom(3), user, 0);
  const answer = await fetch(new URL(path, platform.url), {
    headers: { authorization: `Bearer ${user.token}` },
  });
  const bare = await withBareRoute(await answer.text(), async (url) => ({
    alone: await runClient({
      ...job,
      url,
      case: "bare",
      seed: 1,
      clients: 1,
      warmUp,
      end: { requests: size.requests },
    }),
    together: await runClient({
      ...job,
      url,
      case: "bare",
      seed: 1,
      clients: size.clients,
      warmUp,
      end: { seconds: Math.min(size.seconds, 3) },
    }),
  }));
  return {
    alone,
    together,
    rss_mb,
    sql: { ...sql, ratio: ratio(alone.p50, sql.p50) },
    bare: { ...bare, ratio: ratio(alone.p50, bare.alone.p50) },
  };
}

function usable(name: string, users: readonly SeededUser[]): readonly SeededUser[] {
  return name === "sort_page_deep" ? users.filter(({ deepCursor }) => deepCursor !== null) : users;
}

/** Tasks that one request after another hasn't taken from the end. */
function left(tasks: readonly number[], size: Size, users: number): number[] {
  const taken = Math.ceil((size.requests + Math.min(size.requests, WARM_UP)) / users);
  return tasks.slice(0, Math.max(1, tasks.length - taken));
}

function ratio(a: number, b: number): number {
  return Math.round((a / b) * 10) / 10;
}
