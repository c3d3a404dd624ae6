import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { CASES } from "../client/cases.ts";
import { type Measured, measure } from "../measure.ts";
import { residentMb } from "../platform/memory.ts";
import { type BenchPlatform, withPlatform } from "../platform/platform.ts";
import { seedUsers } from "../platform/users.ts";
import { FULL, QUICK, type Size } from "../size.ts";

/** What people with many tasks more than others also do. */
const BIG = [
  "filter",
  "search_rare",
  "search_common",
  "search_misspelt",
  "search_prefix",
  "sort_page_1",
  "sort_page_deep",
];

/** `tasks`: reads and writes, alone and all at once. */
export function addTasks(program: Command): void {
  program
    .command("tasks")
    .description(
      "reads and writes tasks, one request after another and 100 clients at once; about 12 minutes",
    )
    .option("--quick", "on little data and in seconds: to see that it works")
    .option("--only <cases>", "some of the cases, with commas")
    .action(async ({ quick, only }: { quick?: boolean; only?: string }) => {
      const size = quick ? QUICK : FULL;
      const wanted = only?.split(",");
      const report = await withPlatform((platform) => bench(platform, size, wanted));
      console.log(JSON.stringify(report, undefined, 2));
    });
}

async function bench(
  platform: BenchPlatform,
  size: Size,
  wanted: readonly string[] | undefined,
): Promise<object> {
  const { many, big, seconds } = await seedUsers(platform, size, say);
  await platform.restartChatApi();
  const before = residentMb(platform.pid());
  const cases: Record<string, Measured> = {};
  const bigCases: Record<string, Measured> = {};
  for (const one of CASES) {
    if (one.name === "bare" || (wanted && !wanted.includes(one.name))) continue;
    cases[one.name] = await told(one.name, () => measure(platform, one, many, size));
    if (BIG.includes(one.name)) {
      bigCases[one.name] = await told(`${one.name}, big`, () => measure(platform, one, [big], size));
    }
  }
  return {
    bench: "tasks",
    cpus: availableParallelism(),
    node: process.version,
    size,
    seed_seconds: seconds,
    rss_mb: {
      before,
      most: most([...Object.values(cases), ...Object.values(bigCases)]),
      after: residentMb(platform.pid()),
    },
    cases,
    big: bigCases,
  };
}

async function told(name: string, work: () => Promise<Measured>): Promise<Measured> {
  const measured = await work();
  const { alone, together, rss_mb } = measured;
  say(
    `${name}: p50 ${alone.p50} p95 ${alone.p95} ms alone; ${together.req_s}/s p95 ${together.p95} ms together; ` +
      `${alone.errors + together.errors} errors; ${rss_mb ?? "?"} MB`,
  );
  return measured;
}

function most(all: readonly Measured[]): number | null {
  const known = all.flatMap(({ rss_mb }) => (rss_mb === null ? [] : [rss_mb]));
  return known.length === 0 ? null : Math.max(...known);
}

function say(line: string): void {
  console.error(line);
}
