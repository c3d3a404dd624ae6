import type { NewFilter, SavedFilter } from "@punctual/contracts/filter";
import { fold } from "@punctual/contracts/fold";
import type { Reader } from "./unit-of-work.ts";

type Row = Omit<SavedFilter, "created_at" | "updated_at"> & { created_at: Date; updated_at: Date };

const COLUMNS = "id, name, query, sort, version, created_at, updated_at";

/** All saved filters, by name. */
export async function listFilters({ db, userId }: Reader): Promise<SavedFilter[]> {
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} FROM saved_filter WHERE user_id = $1 ORDER BY name_key`,
    [userId],
  );
  return rows.map(toFilter);
}

/** Reads a saved filter. */
export async function findFilter(
  { db, userId }: Reader,
  id: number,
  lock = false,
): Promise<SavedFilter | undefined> {
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} FROM saved_filter WHERE user_id = $1 AND id = $2 ${lock ? "FOR NO KEY UPDATE" : ""}`,
    [userId, id],
  );
  return rows[0] && toFilter(rows[0]);
}

/** Makes a saved filter; undefined when there is one of that name. */
export async function insertFilter(
  { db, userId }: Reader,
  { name, query, sort }: NewFilter,
): Promise<SavedFilter | undefined> {
  await lockNames({ db, userId });
  const { rows } = await db.query<Row>(
    `INSERT INTO saved_filter (user_id, name, name_key, query, sort) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    [userId, name, fold(name), query, sort],
  );
  return rows[0] && toFilter(rows[0]);
}

/** Writes a saved filter whole, also one that is gone, under its id; undefined when another has its name. */
export async function putFilter(
  { db, userId }: Reader,
  filter: SavedFilter,
): Promise<SavedFilter | undefined> {
  const { id, name, query, sort, version, created_at } = filter;
  await lockNames({ db, userId });
  const { rowCount } = await db.query(
    "SELECT FROM saved_filter WHERE user_id = $1 AND name_key = $2 AND id <> $3",
    [userId, fold(name), id],
  );
  if (rowCount !== 0) return undefined;
  const { rows } = await db.query<Row>(
    `INSERT INTO saved_filter (id, user_id, name, name_key, query, sort, version, created_at)
     OVERRIDING SYSTEM VALUE VALUES ($2, $1, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET name = $3, name_key = $4, query = $5, sort = $6, version = $7, updated_at = now()
     RETURNING ${COLUMNS}`,
    [userId, id, name, fold(name), query, sort, version, created_at],
  );
  return rows[0] && toFilter(rows[0]);
}

/** Deletes a saved filter. */
export async function deleteFilterRow({ db, userId }: Reader, id: number): Promise<void> {
  await db.query("DELETE FROM saved_filter WHERE user_id = $1 AND id = $2", [userId, id]);
}

/** Makes whoever else gives a name at the same time wait for this write. */
async function lockNames({ db, userId }: Reader): Promise<void> {
  await db.query("SELECT pg_advisory_xact_lock(hashtext('filters ' || current_schema()), hashtext($1))", [
    userId,
  ]);
}

function toFilter(row: Row): SavedFilter {
  return { ...row, created_at: row.created_at.toISOString(), updated_at: row.updated_at.toISOString() };
}
