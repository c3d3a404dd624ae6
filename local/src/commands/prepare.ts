import type { Command } from "commander";
import { prepareTools } from "../tools/prepare.ts";

/** `prepare`: fetches or builds all tools, and starts nothing. */
export function addPrepare(program: Command): void {
  program
    .command("prepare")
    .description("fetches or builds the tools that `start` needs; quick when they are there")
    .action(async () => {
      const interrupted = new AbortController();
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.once(signal, () => interrupted.abort(new Error("Interrupted.")));
      }
      await prepareTools(interrupted.signal);
    });
}
