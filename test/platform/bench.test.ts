import { ROOT } from "@punctual/local/data/paths";
import { expect, test } from "vitest";
import { z } from "zod";
import { tell } from "../support/tell.ts";

const times = { p50: z.number(), p95: z.number(), p99: z.number(), max: z.number() };
const measured = z.object({ n: z.int().positive(), ...times, errors: z.literal(0), req_s: z.number() });
const bench = z.object({
  bench: z.literal("tasks"),
  rss_mb: z.object({ before: z.number(), most: z.number(), after: z.number() }),
  cases: z.object({
    filter: z.object({
      alone: measured,
      together: measured,
      sql: z.object({ p50: z.number(), ratio: z.number() }),
      bare: z.object({ alone: measured, together: measured, ratio: z.number() }),
    }),
    create: z.object({ alone: measured, together: measured }),
  }),
});

// What it says of a busy machine, with next to no data, means nothing: this looks at its shape alone.
test("the bench of tasks measures without errors, and prints one JSON document", async () => {
  const args = ["bench/cli.ts", "tasks", "--quick", "--only", "filter,create"];
  const { code, stdout, stderr } = await tell(process.execPath, args, "", { cwd: ROOT });
  expect([code, stderr]).toEqual([0, expect.stringContaining("filter")]);
  bench.parse(JSON.parse(stdout));
});
