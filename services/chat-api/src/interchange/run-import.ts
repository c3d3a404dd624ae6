import { randomUUID } from "node:crypto";
import { fold } from "@punctual/contracts/fold";
import type { ImportReport } from "@punctual/contracts/interchange";
import { warning } from "@punctual/interchange/entry";
import type { InterchangeTask } from "@punctual/interchange/record";
import { together } from "@punctual/service-kit/database/together";
import type pg from "pg";
import type { Logger } from "pino";
import type { Caller } from "../caller.ts";
import { ensureTags, withTags, writeTags } from "../store/tags.ts";
import { insertTasks, reserveTaskIds } from "../store/tasks/write.ts";
import { asPerson, type UnitOfWork } from "../store/unit-of-work.ts";
import { type Existing, findExisting, keepUids } from "./existing.ts";
import { beginLongWrite, endLongWrite, type LongWrite } from "./long-write.ts";
import { countNamed, projectIds, writeNamed } from "./named.ts";
import type { Plan } from "./plan.ts";
import type { Spool } from "./spool.ts";
import { takeBack } from "./take-back.ts";
import { importedTask } from "./task-of.ts";

/** What an import is done with. */
export interface ImportParts {
  readonly pool: pg.Pool;
  readonly caller: Caller;
  readonly plan: Plan;
  readonly spool: Spool;
  readonly logger: Pick<Logger, "error">;
}

/** What is written, after looking at what is there. */
export interface Resolved {
  /** Indexes of tasks to make, each after its parent. */
  readonly order: readonly number[];
  /** Tasks that are there already, by the index of the record that names them. */
  readonly known: ReadonlyMap<number, number>;
  /** Parents that the file doesn't have, by the index of the child. */
  readonly adopted: ReadonlyMap<number, number>;
}

type Counts = Pick<ImportReport, "tasks" | "skipped" | "projects" | "tags" | "filters">;

/**
 * Tasks of one transaction. Other writes of the person wait while it's at its end, and for no longer; the fewer, the
 * shorter, but the longer it takes in all.
 */
const PART_TASKS = 200;

/**
 * Looks up which tasks are there: those stay as they are. One that is in the trash is made anew, unless the file has it
 * in the trash too.
 */
export async function resolvePlan({
  pool,
  caller,
  plan,
}: Omit<ImportParts, "spool" | "logger">): Promise<Resolved> {
  const { uids, elsewhere, order, trashed } = plan;
  return asPerson(pool, caller.userId, async (reader) => {
    const found = await findExisting(reader, [...new Set([...uids, ...elsewhere.values()])]);
    const known = new Map<number, number>();
    for (const [index, uid] of uids.entries()) {
      const task = found.get(uid);
      if (task && (!task.trashed || trashed.has(index))) known.set(index, task.id);
    }
    return { order: order.filter((index) => !known.has(index)), known, adopted: adopt(plan, found) };
  });
}

function adopt(plan: Plan, found: ReadonlyMap<string, Existing>): Map<number, number> {
  const adopted = new Map<number, number>();
  for (const [index, uid] of plan.elsewhere) {
    const parent = found.get(uid);
    if (parent && !parent.trashed) adopted.set(index, parent.id);
    else {
      const message = `there is no task ${uid.slice(0, 100)}, in the file or here; it stands on its own`;
      plan.tell(warning(plan.lines[index] ?? 1, "parent", message));
    }
  }
  return adopted;
}

/** Says what an import would write. */
export async function tryImport({ pool, caller, plan }: ImportParts, resolved: Resolved): Promise<Counts> {
  const named = await asPerson(pool, caller.userId, (reader) => countNamed(reader, plan));
  return { tasks: resolved.order.length, skipped: resolved.known.size, ...named };
}

/** Writes an import: all of it, or nothing stays. @returns what was written, and the token that takes it back */
export async function writeImport(
  parts: ImportParts,
  resolved: Resolved,
): Promise<Counts & { readonly undo_token: string | null }> {
  const { pool, caller, logger } = parts;
  const wanted = await tryImport(parts, resolved);
  if (wanted.tasks + wanted.projects + wanted.tags + wanted.filters === 0)
    return { ...wanted, undo_token: null };
  const long = await beginLongWrite(pool, caller, randomUUID());
  try {
    const counts = await writeParts(parts, resolved, long);
    await endLongWrite(pool, long.writeId);
    return { ...counts, undo_token: long.writeId };
  } catch (error) {
    // Where this fails too, the sweep of stopped writes does it.
    await takeBack(pool, caller, long.writeId).catch((failed: unknown) => {
      logger.error({ err: failed, write_id: long.writeId }, "a failed import is not taken back yet");
    });
    throw error;
  }
}

async function writeParts(
  { plan, spool }: ImportParts,
  { order, known, adopted }: Resolved,
  long: LongWrite,
): Promise<Counts> {
  const now = new Date().toISOString();
  const ids = new Map(known);
  const projects = new Map<string, number>();
  const named = await long.part(async (unit) => {
    const counts = await writeNamed(unit, plan, now);
    for (const [key, id] of await projectIds(
      unit,
      [...plan.projects.values()].map(({ name }) => name),
    )) {
      projects.set(key, id);
    }
    // In the order of the file, whatever the order of writing, for places in manual order are made of them.
    const reserved = await reserveTaskIds(unit, order.length);
    for (const [i, index] of [...order].sort((a, b) => a - b).entries()) ids.set(index, reserved[i] ?? 0);
    return counts;
  });

  const indexOf = new Map(plan.uids.map((uid, index) => [uid, index]));
  const taskOf = (record: InterchangeTask, index: number) =>
    importedTask(record, {
      id: ids.get(index) ?? 0,
      project_id: record.project === null ? null : (projects.get(fold(record.project)) ?? null),
      parent_id: ids.get(plan.parents[index] ?? -1) ?? adopted.get(index) ?? null,
      series_id: ids.get(indexOf.get(record.series?.of ?? "") ?? -1) ?? null,
      now,
    });
  for (let from = 0; from < order.length; from += PART_TASKS) {
    const indexes = order.slice(from, from + PART_TASKS);
    const texts = await spool.read(indexes);
    const tasks = texts.map((text, i) => taskOf(JSON.parse(text) as InterchangeTask, indexes[i] ?? -1));
    await long.part(async (unit) => {
      await makeTasks(unit, tasks);
      await keepUids(
        unit,
        indexes.map((index) => ({ id: ids.get(index) ?? 0, uid: plan.uids[index] ?? "" })),
      );
    });
  }
  return { tasks: order.length, skipped: known.size, ...named };
}

async function makeTasks(unit: UnitOfWork, tasks: Parameters<typeof insertTasks>[1]): Promise<void> {
  const tags = await ensureTags(unit, tasks);
  const tagged = withTags(tasks, tags);
  await together([insertTasks(unit, tagged), writeTags(unit, tagged, tags, true)]);
  for (const task of tagged) {
    unit.record({ entity: "task", action: "created", before: null, after: task });
  }
}
