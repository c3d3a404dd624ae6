import type { Command } from "commander";
import { dataFolder } from "../data/settings.ts";
import { requireSupervisor } from "../supervisor/control-client.ts";
import { type DataOptions, withDataDir } from "./options.ts";
import { requirePart } from "./part-name.ts";

/** `restart PART`: stops one part and starts it again. */
export function addRestart(program: Command): void {
  withDataDir(program.command("restart"))
    .description("restarts one part and waits until it is healthy")
    .argument("<part>", "its name, as `status` shows it")
    .action(async (part: string, options: DataOptions) => {
      requirePart(part);
      const supervisor = requireSupervisor(dataFolder(options.dataDir, process.env));
      await supervisor.restart(part);
      console.log(`${part} is restarted.`);
    });
}
