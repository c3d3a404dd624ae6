import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const logLine = z.looseObject({ level: z.string(), service: z.string(), msg: z.string() });

/** What a job left behind: how it ended, and what it said. */
export interface Outcome {
  readonly exitCode: number | null;
  /** Its log, one object a line. */
  readonly log: readonly z.infer<typeof logLine>[];
  /** What went past its log. */
  readonly stderr: string;
}

/** Runs a job as the process it is in a cluster, with nothing in its environment but `env`. */
export async function runJob(module: URL, env: Readonly<Record<string, string>>): Promise<Outcome> {
  const child = spawn(process.execPath, [fileURLToPath(module)], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode ?? once(child, "exit"),
  ]);
  const log = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => logLine.parse(JSON.parse(line)));
  return { exitCode: child.exitCode, log, stderr };
}

/** What the log said at a level. */
export function said(outcome: Outcome, level: "info" | "warn" | "fatal"): readonly string[] {
  return outcome.log.filter((line) => line.level === level).map(({ msg }) => msg);
}
