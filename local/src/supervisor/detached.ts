import { spawn } from "node:child_process";
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type DataPaths, logFile, ROOT } from "../data/paths.ts";
import type { Level } from "../logs/parse.ts";
import { wantsColour } from "../logs/printer.ts";
import { observedAt } from "../observe/addresses.ts";
import { portsFrom } from "../parts/ports.ts";
import { END_SIGNALS } from "../signals.ts";
import type { Tools } from "../tools/prepare.ts";
import { readyBlock } from "../ui/ready.ts";
import { watchStart } from "../ui/watch-start.ts";
import type { Snapshot } from "./control.ts";
import { findSupervisor, type RunningSupervisor } from "./control-client.ts";
import { describeLeftovers } from "./leftovers.ts";

const POLL_MS = 100;

/** Starts a supervisor that outlives this process, and shows its start until everything is ready. */
export async function runDetached(settings: {
  paths: DataPaths;
  basePort: number;
  level: Level | undefined;
  tools: Tools;
}): Promise<void> {
  const { paths, tools } = settings;
  mkdirSync(paths.dir, { recursive: true, mode: 0o700 });
  mkdirSync(paths.logs, { recursive: true, mode: 0o700 });
  const found = describeLeftovers(paths);
  if (found !== undefined) console.log(found);
  const log = logFile(paths, "supervisor");
  const output = openSync(log, "a", 0o600);
  const from = fstatSync(output).size;
  const child = spawn(
    process.execPath,
    [
      ...[join(ROOT, "local", "cli.ts"), "start"],
      ...["--port", String(settings.basePort), "--data-dir", paths.dir],
      ...(tools.observe ? ["--observe"] : []),
      ...(settings.level ? ["--log-level", settings.level] : []),
    ],
    { cwd: ROOT, detached: true, stdio: ["ignore", output, output] },
  );
  closeSync(output);
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  child.unref();
  const lastWords = () => readFileSync(log, "utf8").slice(from).trim();
  const interrupt = () => {
    if (child.pid !== undefined && !ended) process.kill(child.pid, "SIGTERM");
  };
  for (const signal of END_SIGNALS) process.on(signal, interrupt);

  const supervisor = await untilFound(paths, child.pid, () => ended, lastWords);
  await watchStart(() => look(supervisor, () => ended, lastWords));
  const { url, basePort } = supervisor.state;
  const observed = observedAt(tools.observe, portsFrom(basePort));
  const colour = wantsColour(process.stdout, process.env);
  console.log(readyBlock({ url, paths, detached: true, colour, observed }));
  for (const signal of END_SIGNALS) process.off(signal, interrupt);
}

/** Waits until the supervisor has taken the data folder; rejects with its last words when it ends first. */
async function untilFound(
  paths: DataPaths,
  pid: number | undefined,
  ended: () => boolean,
  lastWords: () => string,
): Promise<RunningSupervisor> {
  for (;;) {
    if (ended()) throw new Error(lastWords());
    const found = findSupervisor(paths);
    if (found && found.state.supervisor.pid === pid) return found;
    await delay(POLL_MS);
  }
}

async function look(
  supervisor: RunningSupervisor,
  ended: () => boolean,
  lastWords: () => string,
): Promise<Snapshot> {
  for (;;) {
    const snapshot = await supervisor.snapshot();
    if (snapshot) return snapshot;
    if (ended()) throw new Error(lastWords());
    await delay(POLL_MS);
  }
}
