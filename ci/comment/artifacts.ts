import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Changes, changesSchema } from "../compare/changes.ts";
import { CHANGES_FILE } from "../compare/write.ts";
import { reasonOf } from "../failure.ts";

/** Names of artifacts, each a folder: `plan-aks`, `preview-aks`. */
const NAME = /^(plan|preview)-([a-z0-9][a-z0-9-]{0,39})$/;
/** More is no answer of ours: the plan of the largest stack is 200 kB. */
const LARGEST = 5_000_000;
/** More stacks are not ours either, and would be as many comments. */
const MOST = 12;

/** What a run says of one stack. */
export interface Report {
  readonly stack: string;
  readonly changes: readonly Changes[];
  /** Why a part of it can't be shown. */
  readonly unread: readonly string[];
}

/**
 * Reads what a run for a pull request left behind. Its files may be written by anybody, so only what
 * {@link changesSchema} allows is taken, of the stack and kind that the artifact's name says, and no more than a person
 * could read.
 *
 * @returns a report for each stack, by name
 */
export function readReports(folder: string): Report[] {
  // A run that failed early left none, and so no folder.
  if (!existsSync(folder)) return [];
  const stacks = new Map<string, { changes: Changes[]; unread: string[] }>();
  for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const [, kind, stack] = NAME.exec(entry.name) ?? [];
    if (!entry.isDirectory() || kind === undefined || stack === undefined) continue;
    const report = stacks.get(stack) ?? { changes: [], unread: [] };
    if (!stacks.has(stack) && stacks.size === MOST) continue;
    stacks.set(stack, report);
    try {
      report.changes.push(read(join(folder, entry.name, CHANGES_FILE), kind, stack));
    } catch (error) {
      report.unread.push(`The ${kind} of ${stack} can't be shown: ${reasonOf(error)}`);
    }
  }
  return [...stacks].map(([stack, report]) => ({ stack, ...report }));
}

function read(path: string, kind: string, stack: string): Changes {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Error(`it has no file ${CHANGES_FILE}`);
  if (found.size > LARGEST) throw new Error(`${CHANGES_FILE} is larger than ${LARGEST} bytes`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new Error(`${CHANGES_FILE} is no JSON`);
  }
  const parsed = changesSchema.safeParse(json);
  // Neither the text nor what is wrong with it is repeated: both are anybody's.
  if (!parsed.success)
    throw new Error(`${CHANGES_FILE} has another form than this version of Punctual writes`);
  if (parsed.data.kind !== kind || parsed.data.stack !== stack)
    throw new Error("it is of another stack or kind");
  return parsed.data;
}
