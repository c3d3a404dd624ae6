import type { Command } from "commander";
import { basePort, dataFolder } from "../data/settings.ts";
import { interruptible } from "../signals.ts";
import { runDetached } from "../supervisor/detached.ts";
import { runForeground } from "../supervisor/foreground.ts";
import { requireNotRunning } from "../supervisor/platform.ts";
import { prepareTools } from "../tools/prepare.ts";
import { type DataOptions, type LevelOption, levelOption, withDataDir } from "./options.ts";

interface StartOptions extends DataOptions {
  readonly port?: string;
  readonly detach?: boolean;
  readonly observe?: boolean;
  readonly logLevel?: LevelOption;
}

/** `start`: brings the whole platform up. */
export function addStart(program: Command): void {
  withDataDir(program.command("start"))
    .description("starts everything, in the foreground unless detached")
    .option("--port <port>", "the first of the ports that are used (PUNCTUAL_PORT, else 8080)")
    .option("-d, --detach", "leave it running and return when it is ready")
    .option("--observe", "watch it: Prometheus with all rules, and Grafana where it is installed")
    .addOption(levelOption("--log-level <level>", "show this level and worse, of all parts"))
    .action(async (options: StartOptions) => {
      const paths = dataFolder(options.dataDir, process.env);
      const port = basePort(options.port, process.env);
      requireNotRunning(paths);
      const tools = await interruptible((signal) => prepareTools(signal, options.observe));
      const settings = { paths, basePort: port, level: options.logLevel, tools };
      if (options.detach) await runDetached(settings);
      else await runForeground(settings);
    });
}
