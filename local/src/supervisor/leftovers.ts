import { setTimeout as delay } from "node:timers/promises";
import { processIdentity } from "../../bootstrap/identity.mjs";
import type { DataPaths } from "../data/paths.ts";
import { type ProcessMark, readState, type State } from "../data/state.ts";

const GRACE_MS = 3000;
const POLL_MS = 50;

/** A process of a supervisor that is gone. */
export type Leftover = State["parts"][string] & { readonly part: string };

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

/** What a supervisor that was killed left in a data folder, for a person; undefined where there is nothing to say. */
export function describeLeftovers(paths: DataPaths): string | undefined {
  const state = readState(paths);
  if (!state || alive(state.supervisor)) return undefined;
  const names = findLeftovers(state).map(({ part, pid }) => `${part} (${pid})`);
  return (
    `The supervisor before this one (process ${state.supervisor.pid}) ended without stopping its parts. ` +
    (names.length > 0 ? `Still running, stopped now: ${names.join(", ")}.` : "None of them runs any more.")
  );
}

/**
 * Ends leftovers and waits until they are gone, wave by wave as a supervisor would, so that sidecars can still leave
 * their consumer groups. Kills the groups of those that are late.
 */
export async function endLeftovers(leftovers: readonly Leftover[]): Promise<void> {
  const waves = [...new Set(leftovers.map(({ stopWave }) => stopWave))].sort((a, b) => a - b);
  for (const wave of waves) await endWave(leftovers.filter(({ stopWave }) => stopWave === wave));
}

async function endWave(leftovers: readonly Leftover[]): Promise<void> {
  for (const leftover of leftovers) if (alive(leftover)) signal(leftover.pid, leftover.stopSignal);
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
