import { rmSync } from "node:fs";
import { z } from "zod";
import { readIfThere, writeWhole } from "./files.ts";
import type { DataPaths } from "./paths.ts";

const processSchema = z.object({
  pid: z.int().positive(),
  /** Tells the process from a later one with the same pid (see bootstrap/identity.mjs). */
  identity: z.string(),
});

const childSchema = processSchema.extend({ stopWave: z.int(), stopSignal: z.enum(["SIGTERM", "SIGINT"]) });

const stateSchema = z.object({
  supervisor: processSchema,
  basePort: z.int(),
  url: z.string(),
  /** Of the supervisor's control server. */
  controlPort: z.int(),
  /** Children that run, by part name, with how they are stopped. */
  parts: z.record(z.string(), childSchema),
});

/** What a running supervisor writes down, so that the next one can clean up after it. */
export type State = z.infer<typeof stateSchema>;
/** A process that we started, told from a later one with its pid. */
export type ProcessMark = z.infer<typeof processSchema>;

/** Reads the state; undefined where there is none or it can't be understood (it is only written whole). */
export function readState(paths: DataPaths): State | undefined {
  const text = readIfThere(paths.state);
  if (text === undefined) return undefined;
  try {
    return stateSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Replaces the state. */
export function writeState(paths: DataPaths, state: State): void {
  writeWhole(paths.state, `${JSON.stringify(state, undefined, 2)}\n`);
}

/** Forgets the state: nothing of ours runs any more. */
export function clearState(paths: DataPaths): void {
  rmSync(paths.state, { force: true });
}
