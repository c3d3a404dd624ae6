import type { Command } from "commander";
import { dataFolder } from "../data/settings.ts";
import { CommandFailed } from "../failure.ts";
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
      const running = (await supervisor.snapshot())?.parts.map(({ name }) => name);
      if (running && !running.includes(part)) {
        throw new CommandFailed(
          `${part} does not run here: \`npm start -- --observe\` starts it${part === "grafana" ? ", where Grafana is installed" : ""}. ` +
            `What runs: ${running.join(", ")}.`,
        );
      }
      await supervisor.restart(part);
      console.log(`${part} is restarted.`);
    });
}
