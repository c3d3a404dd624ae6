import type { Command } from "commander";
import { withPlatform } from "../platform/platform.ts";
import { spread } from "../spread.ts";
import { measureSync } from "../sync/sync.ts";

const WRITES = 500;
const QUICK_WRITES = 10;

/** `sync`: from a write's answer at one replica until a client of another sees it, through Kafka. */
export function addSync(program: Command): void {
  program
    .command("sync")
    .description("how long until a client of another replica sees a change, and what open streams cost")
    .option("--quick", "with few writes: to see that it works")
    .action(async ({ quick }: { quick?: boolean }) => {
      const writes = quick ? QUICK_WRITES : WRITES;
      const figures = await withPlatform(({ dataDir }) => measureSync(dataDir, writes));
      const { seen_ms, ...rest } = figures;
      console.log(JSON.stringify({ bench: "sync", seen: spread(seen_ms), ...rest }, undefined, 2));
    });
}
