import { setTimeout as delay } from "node:timers/promises";
import type { Command } from "commander";
import { dataFolder } from "../data/settings.ts";
import { clearState, readState } from "../data/state.ts";
import { CommandFailed, NOT_RUNNING } from "../failure.ts";
import { findSupervisor } from "../supervisor/control-client.ts";
import { alive, endLeftovers, findLeftovers } from "../supervisor/leftovers.ts";
import { type DataOptions, withDataDir } from "./options.ts";

/** A supervisor takes less than 10 s. */
const LIMIT_MS = 20_000;
const POLL_MS = 50;

/** `stop`: stops a platform that runs, or what a killed supervisor left. */
export function addStop(program: Command): void {
  withDataDir(program.command("stop"))
    .description("stops everything")
    .action(async (options: DataOptions) => {
      const paths = dataFolder(options.dataDir, process.env);
      const supervisor = findSupervisor(paths);
      if (supervisor) {
        const mark = supervisor.state.supervisor;
        // Its control server may be what hangs; a signal says the same.
        await supervisor.stop().catch(() => process.kill(mark.pid, "SIGTERM"));
        const until = Date.now() + LIMIT_MS;
        while (alive(mark)) {
          if (Date.now() > until)
            throw new CommandFailed(`The supervisor (process ${mark.pid}) does not stop.`);
          await delay(POLL_MS);
        }
        console.log("Everything is stopped.");
        return;
      }
      const state = readState(paths);
      if (!state) throw new CommandFailed(`Punctual does not run on ${paths.dir}.`, NOT_RUNNING);
      const leftovers = findLeftovers(state);
      await endLeftovers(leftovers);
      clearState(paths);
      const names = leftovers.map(({ part, pid }) => `${part} (${pid})`).join(", ");
      console.log(
        `The supervisor was gone; ${names === "" ? "nothing of it was left" : `stopped what it left: ${names}`}.`,
      );
    });
}
