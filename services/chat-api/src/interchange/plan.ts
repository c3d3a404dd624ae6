import { setImmediate } from "node:timers/promises";
import { fold } from "@punctual/contracts/fold";
import type { ImportReport } from "@punctual/contracts/interchange";
import { type Entry, failure, type Problem, type ReadOptions, warning } from "@punctual/interchange/entry";
import { FORMATS, type FormatName } from "@punctual/interchange/formats";
import { LIMITS } from "@punctual/interchange/limits";
import type { InterchangeRecord, InterchangeTask } from "@punctual/interchange/record";
import { isPosition } from "../domain/position.ts";
import { orderByDepth } from "./order.ts";
import type { Spool } from "./spool.ts";

/** Named things of one kind, by the key that names are compared by. */
export type Named<Kind extends InterchangeRecord["kind"]> = Map<
  string,
  Extract<InterchangeRecord, { kind: Kind }>
>;

/** All that an import would write. What is large is in the spool, by index. */
export interface Plan {
  /** Indexes in the spool, each task after its parent. */
  readonly order: readonly number[];
  /** By index in the spool. */
  readonly uids: readonly string[];
  /** By index in the spool: the parent's index; -1 for none in the file. */
  readonly parents: readonly number[];
  /** By index in the spool: uids of parents that the file doesn't have. */
  readonly elsewhere: ReadonlyMap<number, string>;
  /** Where a task stands in the file, by index in the spool. */
  readonly lines: readonly number[];
  /** Indexes of tasks that the file has in the trash. */
  readonly trashed: ReadonlySet<number>;
  readonly projects: Named<"project">;
  readonly tags: Named<"tag">;
  readonly filters: Named<"filter">;
  readonly report: () => Pick<ImportReport, "problems" | "errors" | "warnings">;
  readonly tell: (problem: Problem) => void;
}

/** How long reading keeps others waiting, in milliseconds. */
const TURN_MS = 5;
/** How many problems are told one by one. */
const TOLD = 1000;
/** Projects, tags and filters of a file, of each kind. */
const MOST_NAMED = 10_000;

/** Reads a whole file and judges it, without writing anything but to the spool. */
export async function planImport(
  source: AsyncIterable<Uint8Array>,
  format: FormatName,
  options: ReadOptions,
  spool: Spool,
): Promise<Plan> {
  const plan = createPlan(spool);
  let since = performance.now();
  for await (const entry of FORMATS[format].read(source, options)) {
    // A file that comes faster than it's read would never let others have their turn.
    if (performance.now() - since > TURN_MS) {
      await setImmediate();
      since = performance.now();
    }
    if (entry.kind === "problem") plan.tell(entry);
    else if (!(await plan.take(entry))) break;
  }
  return plan.finish();
}

function createPlan(spool: Spool) {
  const problems: Problem[] = [];
  const counts = { error: 0, warning: 0 };
  const uids: string[] = [];
  const lines: number[] = [];
  const parentUids: (string | null)[] = [];
  const trashed = new Set<number>();
  const indexes = new Map<string, number>();
  const named = {
    project: new Map() as Named<"project">,
    tag: new Map() as Named<"tag">,
    filter: new Map() as Named<"filter">,
  };

  function tell({ line, field, message, severity }: Problem): void {
    counts[severity] += 1;
    if (problems.length < TOLD) problems.push({ line, field, message, severity });
  }

  async function takeTask(line: number, task: InterchangeTask): Promise<boolean> {
    if (indexes.has(task.uid)) {
      tell(
        failure(line, "uid", `is that of line ${lines[indexes.get(task.uid) ?? 0]} too; the first is taken`),
      );
      return true;
    }
    if (uids.length >= LIMITS.records) {
      tell(failure(line, null, `a file may have ${LIMITS.records.toLocaleString("en")} tasks; split it`));
      return false;
    }
    const placed = task.position === null || isPosition(task.position);
    if (!placed) tell(warning(line, "position", "is no place that Punctual made; the task goes to the end"));
    indexes.set(task.uid, uids.length);
    if (task.deleted_at !== null) trashed.add(uids.length);
    uids.push(task.uid);
    lines.push(line);
    parentUids.push(task.parent);
    if (task.project !== null) addProject(task.project);
    await spool.add(JSON.stringify(placed ? task : { ...task, position: null }));
    return true;
  }

  function addProject(name: string): void {
    const key = fold(name);
    if (named.project.has(key)) return;
    const made = { kind: "project" as const, name, colour: null, position: null, version: null };
    named.project.set(key, { ...made, created_at: null, updated_at: null, archived_at: null });
  }

  function takeNamed(line: number, record: Exclude<InterchangeRecord, { kind: "task" }>): boolean {
    const all = named[record.kind] as Map<string, InterchangeRecord>;
    if (all.size >= MOST_NAMED) {
      tell(
        failure(line, null, `a file may have ${MOST_NAMED.toLocaleString("en")} ${record.kind}s; split it`),
      );
      return false;
    }
    all.set(fold(record.name), record);
    return true;
  }

  return {
    tell,
    take({ line, record }: Extract<Entry, { kind: "record" }>): Promise<boolean> {
      if (record.kind === "task") return takeTask(line, record);
      return Promise.resolve(takeNamed(line, record));
    },
    finish(): Plan {
      const parents = parentUids.map((uid) => (uid === null ? -1 : (indexes.get(uid) ?? -1)));
      const { order, circular, tooDeep } = orderByDepth(parents);
      for (const index of circular) tell(failure(lines[index] ?? 1, "parent", "the task is below itself"));
      for (const index of tooDeep) {
        tell(failure(lines[index] ?? 1, "parent", `a task has at most ${LIMITS.depth} ancestors`));
      }
      const kept = new Set(order);
      const elsewhere = new Map<number, string>();
      for (const [index, uid] of parentUids.entries())
        if (uid !== null && parents[index] === -1) elsewhere.set(index, uid);
      return {
        order,
        uids,
        lines,
        parents: parents.map((parent) => (kept.has(parent) ? parent : -1)),
        elsewhere,
        trashed,
        projects: named.project,
        tags: named.tag,
        filters: named.filter,
        tell,
        report: () => ({ problems, errors: counts.error, warnings: counts.warning }),
      };
    },
  };
}
