import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { Logger } from "pino";
import type { Caller } from "../caller.ts";
import { chatApiErrors } from "../errors.ts";
import { asPerson, type Reader } from "../store/unit-of-work.ts";
import { undoChanges } from "../use-cases/undo.ts";
import { beginLongWrite, endLongWrite } from "./long-write.ts";
import { PART_CHANGES, partOfWrite, takeBack } from "./take-back.ts";

/**
 * Takes back a write that is too large for one transaction, all of it or nothing, part after part.
 *
 * @returns the token that takes this back in turn; undefined where the write isn't that large
 * @throws changed_since where a task has been changed since
 */
export async function undoLarge(
  pool: pg.Pool,
  caller: Caller,
  writeId: string,
  logger: Pick<Logger, "error">,
): Promise<string | undefined> {
  const large = await asPerson(pool, caller.userId, async (reader) => {
    if (!(await isLarge(reader, writeId))) return false;
    await checkUnchanged(reader, writeId);
    return true;
  });
  if (!large) return undefined;
  const long = await beginLongWrite(pool, caller, randomUUID());
  try {
    let last: number | null = null;
    for (;;) {
      const before: number | null = last;
      const part = await long.part(async (unit) => {
        const changes = await partOfWrite(unit, writeId, before);
        if (changes.length > 0) await undoChanges(unit, changes);
        return changes;
      });
      if (part.length < PART_CHANGES) break;
      last = part.at(-1)?.sequence ?? null;
    }
    await endLongWrite(pool, long.writeId);
    return long.writeId;
  } catch (error) {
    await takeBack(pool, caller, long.writeId).catch((failed: unknown) => {
      logger.error(
        { err: failed, write_id: long.writeId },
        "an undo that failed halfway is not taken back yet",
      );
    });
    throw error;
  }
}

/** More than a bulk request can do. */
const LARGE_CHANGES = 1000;

async function isLarge({ db, userId }: Reader, writeId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT FROM change WHERE user_id = $1 AND write_id = $2 AND at > now() - interval '24 hours'
     LIMIT ${LARGE_CHANGES + 1}`,
    [userId, writeId],
  );
  return (rowCount ?? 0) > LARGE_CHANGES;
}

async function checkUnchanged({ db, userId }: Reader, writeId: string): Promise<void> {
  const { rows } = await db.query<{ entity_id: number; gone: boolean }>(
    `SELECT change.entity_id, task.id IS NULL AS gone
     FROM change LEFT JOIN task ON task.user_id = $1 AND task.id = change.entity_id
     WHERE change.user_id = $1 AND change.write_id = $2 AND change.entity = 'task'
       AND task.version IS DISTINCT FROM change.version LIMIT 1`,
    [userId, writeId],
  );
  const [changed] = rows;
  if (!changed) return;
  throw chatApiErrors.changedSince(
    changed.gone
      ? `Task ${changed.entity_id} is gone for good.`
      : `Task ${changed.entity_id} has been changed since: undo that first, or change it by hand.`,
  );
}
