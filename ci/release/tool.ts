import { isAbsolute } from "node:path";
import { type Ended, run } from "../../infra/cli/process.ts";
import type { Place } from "../../infra/cli/run-steps.ts";
import { line } from "../../infra/cli/shell.ts";
import type { Command } from "../../infra/cli/step.ts";
import { requireTools } from "../../infra/cli/tools.ts";
import { CiFailed } from "../failure.ts";

/** Runs a program to its end, however that is. @throws CliError when it isn't installed */
export async function runTool(command: Command, place: Pick<Place, "env" | "cwd">): Promise<Ended> {
  if (!isAbsolute(command.tool)) requireTools([command.tool], place.env);
  return run(command, place);
}

/** @returns what it said @throws CiFailed with the command and what it said, when it fails; CliError when it isn't installed */
export async function mustRun(command: Command, place: Pick<Place, "env" | "cwd">): Promise<string> {
  const ended = await runTool(command, place);
  if (!ended.ok) throw new CiFailed(`Could not:\n  ${line(command)}\n${saidBy(ended)}`);
  return ended.stdout;
}

export const saidBy = ({ stdout, stderr }: Ended) => `${stderr.trim()}\n${stdout.trim()}`.trim();
