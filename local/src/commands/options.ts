import { type Command, Option } from "commander";
import { LEVELS, type Level } from "../logs/parse.ts";

/** Options of every command that works on a platform. */
export interface DataOptions {
  readonly dataDir?: string;
}

/** Adds `--data-dir`. */
export function withDataDir(command: Command): Command {
  return command.option(
    "--data-dir <folder>",
    "where the platform keeps its data (PUNCTUAL_DATA_DIR, else .local)",
  );
}

/** An option that takes a log level. */
export function levelOption(flags: string, description: string): Option {
  return new Option(flags, description).choices(LEVELS);
}

/** A level that was checked by commander already. */
export type LevelOption = Level | undefined;
