import { randomUUID } from "node:crypto";
import { AppError } from "@punctual/service-kit/errors";
import type pg from "pg";
import type { Caller } from "../caller.ts";
import type { LoggedChange } from "../store/changes.ts";
import { findTasks } from "../store/tasks/read.ts";
import { asPerson, type Reader, type UnitOfWork, writeAs } from "../store/unit-of-work.ts";
import { purge } from "../use-cases/tasks/trash.ts";
import { undoChanges } from "../use-cases/undo.ts";
import { removeNamed } from "./named.ts";

/** Changes that are taken back in one transaction. */
export const PART_CHANGES = 200;

/** A part of what a write changed, the last first: what came before `before` in the log. */
export async function partOfWrite(
  { db, userId }: Reader,
  writeId: string,
  before: number | null,
): Promise<LoggedChange[]> {
  const { rows } = await db.query<LoggedChange>(
    `SELECT sequence, entity, entity_id, action, version, before FROM change
     WHERE user_id = $1 AND write_id = $2 AND ($3::bigint IS NULL OR sequence < $3)
     ORDER BY sequence DESC LIMIT ${PART_CHANGES}`,
    [userId, writeId, before],
  );
  return rows;
}

/**
 * Leaves nothing of a write that failed halfway: what it made is gone for good, what it changed is as it was. What
 * somebody has changed since stays.
 */
export async function takeBack(pool: pg.Pool, caller: Caller, writeId: string): Promise<void> {
  await pool.query(
    "UPDATE import_run SET failed_at = coalesce(failed_at, now()), beat_at = now() WHERE write_id = $1",
    [writeId],
  );
  for (let last: number | null = null; ; ) {
    const part: LoggedChange[] = await asPerson(pool, caller.userId, (reader) =>
      partOfWrite(reader, writeId, last),
    );
    if (part.length === 0) break;
    last = part.at(-1)?.sequence ?? null;
    await writeAs(pool, caller, (unit) => discard(unit, part), randomUUID());
    await takeBackChanges(
      pool,
      caller,
      part.filter((change) => change.action !== "created"),
    );
    await pool.query("UPDATE import_run SET beat_at = now() WHERE write_id = $1", [writeId]);
  }
  await pool.query("DELETE FROM import_run WHERE write_id = $1", [writeId]);
}

async function discard(unit: UnitOfWork, part: readonly LoggedChange[]): Promise<void> {
  const made = part.filter((change) => change.action === "created");
  const idsOf = (entity: LoggedChange["entity"]) =>
    made.filter((change) => change.entity === entity).map((change) => change.entity_id);
  const tasks = await findTasks(unit, idsOf("task"), { lock: true, trashed: true });
  if (tasks.length > 0) await purge(unit, tasks);
  await removeNamed(unit, "project", idsOf("project"));
  await removeNamed(unit, "tag", idsOf("tag"));
  await removeNamed(unit, "saved_filter", idsOf("filter"));
}

async function takeBackChanges(
  pool: pg.Pool,
  caller: Caller,
  changes: readonly LoggedChange[],
): Promise<void> {
  for (const change of changes) {
    try {
      await writeAs(pool, caller, (unit) => undoChanges(unit, [change]));
    } catch (error) {
      // Changed since by somebody, which is newer than what is to be taken back.
      if (!(error instanceof AppError) || error.status >= 500) throw error;
    }
  }
}
