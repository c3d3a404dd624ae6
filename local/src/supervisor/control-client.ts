import { z } from "zod";
import type { DataPaths } from "../data/paths.ts";
import { readSecrets } from "../data/secrets.ts";
import { readState, type State } from "../data/state.ts";
import { CommandFailed, NOT_RUNNING } from "../failure.ts";
import { type Snapshot, snapshotSchema } from "./control.ts";
import { alive } from "./leftovers.ts";

/** A supervisor that runs, and how to talk to it. */
export interface RunningSupervisor {
  readonly state: State;
  /** Undefined when it does not answer. */
  snapshot(): Promise<Snapshot | undefined>;
  /** Rejects with what the supervisor says. */
  restart(part: string): Promise<void>;
  stop(): Promise<void>;
}

const messageSchema = z.object({ message: z.string() });

/** Finds the supervisor of a data folder; undefined when none runs. */
export function findSupervisor(paths: DataPaths): RunningSupervisor | undefined {
  const state = readState(paths);
  if (!state || !alive(state.supervisor)) return undefined;
  const token = readSecrets(paths)?.controlToken ?? "";
  const ask = (method: string, path: string, limitMs: number) =>
    fetch(`http://127.0.0.1:${state.controlPort}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(limitMs),
    });
  return {
    state,
    async snapshot() {
      try {
        const response = await ask("GET", "/status", 2000);
        return snapshotSchema.safeParse(await response.json()).data;
      } catch {
        return undefined;
      }
    },
    async restart(part) {
      const response = await ask("POST", `/restart/${part}`, 180_000);
      if (!response.ok) throw new Error(messageSchema.parse(await response.json()).message);
    },
    async stop() {
      await ask("POST", "/stop", 5000);
    },
  };
}

/** Finds the supervisor of a data folder; rejects, with the exit code for that, when none runs. */
export function requireSupervisor(paths: DataPaths): RunningSupervisor {
  const supervisor = findSupervisor(paths);
  if (!supervisor) {
    throw new CommandFailed(`Punctual does not run on ${paths.dir}. \`npm start\` starts it.`, NOT_RUNNING);
  }
  return supervisor;
}
