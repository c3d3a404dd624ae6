import { type Command, InvalidArgumentError } from "commander";
import { dataFolder } from "../data/settings.ts";
import { linePrinter, wantsColour } from "../logs/printer.ts";
import { followLogs, lastLines } from "../logs/read.ts";
import { LOG_SOURCES } from "../parts/registry.ts";
import { type DataOptions, type LevelOption, levelOption, withDataDir } from "./options.ts";
import { requirePart } from "./part-name.ts";

interface LogsOptions extends DataOptions {
  readonly follow?: boolean;
  readonly lines: number;
  readonly level?: LevelOption;
}

/** `logs [part]`: what parts wrote, in the order of time. */
export function addLogs(program: Command): void {
  withDataDir(program.command("logs"))
    .description("shows the log of one part or of all")
    .argument("[part]", "its name, as `status` shows it")
    .option("-f, --follow", "go on with what comes")
    .option("-n, --lines <count>", "how many lines to begin with", count, 50)
    .addOption(levelOption("--level <level>", "show this level and worse"))
    .action(async (part: string | undefined, options: LogsOptions) => {
      // `logs | head` closes the pipe when it has seen enough.
      process.stdout.on("error", () => process.exit());
      const names = LOG_SOURCES.map((source) => source.name).filter((name) => name !== "supervisor");
      if (part !== undefined) requirePart(part, names);
      const paths = dataFolder(options.dataDir, process.env);
      const wanted = part === undefined ? names : [part];
      // One part that was asked for by name is shown whole, unless a level was asked for too.
      const level = options.level ?? (part === undefined ? undefined : "debug");
      const print = linePrinter(LOG_SOURCES, level, wantsColour(process.stdout, process.env));
      for (const text of lastLines(paths, wanted, print, options.lines)) console.log(text);
      if (!options.follow) return;
      await followLogs(paths, wanted, (raw) => {
        const text = print(raw);
        if (text !== undefined) console.log(text);
      });
    });
}

function count(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}
