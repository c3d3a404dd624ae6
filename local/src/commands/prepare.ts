import type { Command } from "commander";
import { interruptible } from "../signals.ts";
import { prepareTools } from "../tools/prepare.ts";

/** `prepare`: fetches or builds all tools, and starts nothing. */
export function addPrepare(program: Command): void {
  program
    .command("prepare")
    .description("fetches or builds the tools that `start` needs; quick when they are there")
    .action(async () => {
      await interruptible((signal) => prepareTools(signal));
    });
}
