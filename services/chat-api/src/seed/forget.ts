import { inTransaction } from "@punctual/service-kit/database";
import type pg from "pg";

/** Rows that are deleted in one transaction. */
const BATCH = 2000;
/** What a user has, each before what it refers to. */
const TABLES = [
  ...["task_word", "user_word", "change", "outbox", "event_stream", "saved_filter", "idempotency"],
  ...["successor", "occurrence", "reminder", "notice"],
];

/** Deletes all that a user has, without a trace: only for users that were made up. They and their tokens stay. */
export async function forget(pool: pg.Pool, userId: string): Promise<void> {
  for (const table of TABLES) await deleteAll(pool, table, userId);
  await pool.query("UPDATE task SET parent_id = NULL WHERE user_id = $1 AND parent_id IS NOT NULL", [userId]);
  for (const table of ["task_tag", "task", "project", "tag"]) await deleteAll(pool, table, userId);
}

async function deleteAll(pool: pg.Pool, table: string, userId: string): Promise<void> {
  for (let more = true; more; ) {
    const { rowCount } = await inTransaction(pool, (db) =>
      db.query(
        `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE user_id = $1 LIMIT ${BATCH}))`,
        [userId],
      ),
    );
    more = rowCount === BATCH;
  }
}
