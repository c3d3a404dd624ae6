import { inTransaction } from "@punctual/service-kit/database";
import { together } from "@punctual/service-kit/database/together";
import type pg from "pg";
import { ownZone } from "../own-zone.ts";
import { type TaskRow, taskColumns, toTask } from "../tasks/row.ts";
import type { Reader } from "../unit-of-work.ts";
import { wantStatement } from "./wanted.ts";

const PAGE = 500;
const REMINDING = "deleted_at IS NULL AND status = 'open' AND reminders <> '[]'";

/**
 * Looks through all tasks with reminders, whoever's they are, and makes those wanted that should be: those from before
 * reminders were kept, those that an older version wrote, and those whose zone has new rules.
 */
export async function wantAll(pool: pg.Pool, signal: AbortSignal): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined && !signal.aborted; ) {
    after = await inTransaction(pool, (db) => wantPage(db, after ?? 0));
  }
}

/** @returns the last id of the page; undefined where there are no more */
async function wantPage(db: pg.PoolClient, after: number): Promise<number | undefined> {
  const { rows } = await db.query<TaskRow & { user_id: string; own_zone: string | null }>(
    `SELECT ${taskColumns()}, user_id, (SELECT time_zone FROM person WHERE person.id = user_id) AS own_zone
     FROM task WHERE ${REMINDING} AND id > $1 ORDER BY id LIMIT ${PAGE} FOR NO KEY UPDATE OF task`,
    [after],
  );
  const statements = [...Map.groupBy(rows, ({ user_id }) => user_id)].map(([userId, own]) =>
    wantStatement(userId, own.map(toTask), own[0]?.own_zone ?? "UTC"),
  );
  await together(statements.map((statement) => db.query(statement)));
  return rows.length === PAGE ? rows.at(-1)?.id : undefined;
}

/** The same for a person whose own zone is another now. */
export async function wantInOwnZone(reader: Reader): Promise<void> {
  const { db, userId } = reader;
  const { rows } = await db.query<TaskRow>(
    `SELECT ${taskColumns()} FROM task WHERE user_id = $1 AND time_zone IS NULL AND ${REMINDING}
     ORDER BY id FOR NO KEY UPDATE OF task`,
    [userId],
  );
  if (rows.length === 0) return;
  await db.query(wantStatement(userId, rows.map(toTask), await ownZone(reader)));
}
