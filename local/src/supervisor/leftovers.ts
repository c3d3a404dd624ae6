import { setTimeout as delay } from "node:timers/promises";
import { processIdentity } from "../../bootstrap/identity.mjs";
import type { ProcessMark, State } from "../data/state.ts";

const GRACE_MS = 5000;
const POLL_MS = 50;

/** A process of a supervisor that is gone. */
export interface Leftover extends ProcessMark {
  readonly part: string;
}

/** The processes in a dead supervisor's state that still run: same pid and same start, so never somebody else's. */
export function findLeftovers(state: State): readonly Leftover[] {
  return Object.entries(state.parts)
    .map(([part, mark]) => ({ part, ...mark }))
    .filter(alive);
}

/** Whether it is still the process that was written down. */
export function alive(mark: ProcessMark): boolean {
  return processIdentity(mark.pid) === mark.identity;
}

/** Ends leftovers and waits until they are gone: asks first, and kills the group of those that are late. */
export async function endLeftovers(leftovers: readonly Leftover[]): Promise<void> {
  for (const leftover of leftovers) {
    // PostgreSQL's fast shutdown; everything else stops on SIGTERM.
    if (alive(leftover)) signal(leftover.pid, leftover.part === "postgres" ? "SIGINT" : "SIGTERM");
  }
  const until = Date.now() + GRACE_MS;
  while (leftovers.some(alive)) {
    if (Date.now() > until) {
      for (const leftover of leftovers) if (alive(leftover)) signal(-leftover.pid, "SIGKILL");
    }
    await delay(POLL_MS);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone meanwhile.
  }
}
