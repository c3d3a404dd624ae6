import type { Command } from "commander";
import { collect } from "../diagnostics/collect.ts";
import { commandPlace } from "../release/place.ts";

/** `diagnostics FOLDER`: what a cluster says of itself, to read when a job failed. */
export function addDiagnostics(program: Command): void {
  program
    .command("diagnostics")
    .argument("<folder>", "where to write")
    .description("writes the state, events and logs of the cluster that kubectl means, without its secrets")
    .action(async (folder: string) => {
      const logs = await collect(folder, commandPlace(process.env));
      console.log(`State, events and ${logs} logs are in ${folder}.`);
    });
}
