import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import type { Command } from "../parts/part.ts";

/** A running process of ours, at the head of its own process group. */
export interface Child {
  /** Undefined where it could not be started at all. */
  readonly pid: number | undefined;
  /** Resolves with how it ended, never rejects. */
  readonly ended: Promise<string>;
  /** Asks it to stop; kills its group when it is late. Resolves once it is gone. */
  stop(signal: NodeJS.Signals, graceMs: number): Promise<void>;
  /** Kills its group at once. */
  kill(): void;
}

/**
 * Starts a process in a group of its own: Ctrl-C in the terminal then reaches the supervisor alone, which stops parts
 * in their order, and what the process leaves behind can be killed with it.
 */
export function startChild(command: Command, onLine: (line: string) => void): Child {
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: command.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    ...(command.account && { uid: command.account.uid, gid: command.account.gid }),
  });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", onLine);
  const ended = whenEnded(child);
  const kill = () => killGroup(child.pid);
  return {
    pid: child.pid,
    ended,
    kill,
    async stop(signal, graceMs) {
      child.kill(signal);
      const late = new AbortController();
      const inTime = ended.then(() => true);
      const timer = delay(graceMs, false, { signal: late.signal }).catch(() => true);
      if (!(await Promise.race([inTime, timer]))) kill();
      late.abort();
      await ended;
    },
  };
}

function whenEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      if (child.pid === undefined) resolve(`could not be started: ${error.message}`);
    });
    child.once("exit", (code, signal) => {
      // Whatever it started itself must not outlive it.
      killGroup(child.pid);
      resolve(signal ? `was ended by ${signal}` : `ended with exit code ${code}`);
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing of the group is left.
  }
}
