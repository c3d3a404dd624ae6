import { fold } from "@punctual/contracts/fold";
import type { Project, Tag } from "@punctual/contracts/named";
import { prepared } from "@punctual/service-kit/database/prepared";
import type { Reader } from "./unit-of-work.ts";

const COLUMNS = "id, name, colour, version, created_at, updated_at, archived_at";

/** The two kinds of things that have a name, a colour and an archive: their tables and what is read of them. */
export const NAMED = {
  project: { table: "project", columns: `${COLUMNS}, position` },
  tag: { table: "tag", columns: COLUMNS },
} as const;
/** A kind of named thing. */
export type NamedKind = keyof typeof NAMED;

/** A named thing as PostgreSQL gives it. */
export interface NamedRow {
  readonly id: number;
  readonly name: string;
  readonly colour: string | null;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly archived_at: Date | null;
  readonly position?: string;
}

/** What the API shows of a kind. */
export type Named<Kind extends NamedKind> = Kind extends "project" ? Project : Tag;

/** The named thing in a row. */
export function toNamed<Kind extends NamedKind = "tag">(row: NamedRow): Named<Kind> {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    archived_at: row.archived_at?.toISOString() ?? null,
  } as unknown as Named<Kind>;
}

/** All of a kind, in the order that people keep them in (projects) or by name (tags). */
export async function listNamed<Kind extends NamedKind>(
  { db, userId }: Reader,
  kind: Kind,
  archived: boolean,
): Promise<Named<Kind>[]> {
  const { rows } = await db.query<NamedRow>(
    `SELECT ${NAMED[kind].columns} FROM ${kind} WHERE user_id = $1 AND ($2 OR archived_at IS NULL)
     ORDER BY ${kind === "project" ? "position, id" : "name_key"}`,
    [userId, archived],
  );
  return rows.map((row) => toNamed<Kind>(row));
}

/** The project of a name, whatever its case and accents; null where there is none. */
export async function idOfProject({ db, userId }: Reader, name: string): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    "SELECT id FROM project WHERE user_id = $1 AND name_key = $2",
    [userId, fold(name)],
  );
  return rows[0]?.id ?? null;
}

/** Reads one of a kind. */
export async function findNamed<Kind extends NamedKind>(
  { db, userId }: Reader,
  kind: Kind,
  id: number,
  lock = false,
): Promise<Named<Kind> | undefined> {
  const { rows } = await db.query<NamedRow>(
    `SELECT ${NAMED[kind].columns} FROM ${kind} WHERE user_id = $1 AND id = $2 ${lock ? "FOR NO KEY UPDATE" : ""}`,
    [userId, id],
  );
  return rows[0] && toNamed<Kind>(rows[0]);
}

/** Makes one of a kind; undefined when there is one of that name. */
export async function insertNamed<Kind extends NamedKind>(
  { db, userId }: Reader,
  kind: Kind,
  { name, colour }: { name: string; colour: string | null },
): Promise<Named<Kind> | undefined> {
  // A new project comes last: its place is made from its id (see domain/position.ts), and its name must be free.
  const { rows } = await db.query<NamedRow>(
    kind === "project"
      ? `INSERT INTO project (id, user_id, name, name_key, colour, position) OVERRIDING SYSTEM VALUE
         SELECT id, $1, $2, $3, $4, chr(ascii('a') + length(id::text) - 1) || id
         FROM nextval(pg_get_serial_sequence('project', 'id')) AS id
         ON CONFLICT DO NOTHING RETURNING ${NAMED.project.columns}`
      : `INSERT INTO tag (user_id, name, name_key, colour) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING ${NAMED.tag.columns}`,
    [userId, name, fold(name), colour],
  );
  return rows[0] && toNamed<Kind>(rows[0]);
}

/** Writes all fields of one that is there; undefined when another has its name. */
export async function updateNamed<Kind extends NamedKind>(
  { db, userId }: Reader,
  kind: Kind,
  thing: Named<Kind>,
): Promise<Named<Kind> | undefined> {
  const { rows } = await db.query<NamedRow>(
    `UPDATE ${kind} SET name = $3, name_key = $4, colour = $5, archived_at = $6, version = $7, updated_at = now()
       ${"position" in thing ? ", position = $8" : ""}
     WHERE user_id = $1 AND id = $2
       AND NOT EXISTS (SELECT FROM ${kind} AS other WHERE other.user_id = $1 AND other.name_key = $4 AND other.id <> $2)
     RETURNING ${NAMED[kind].columns}`,
    [
      ...[userId, thing.id, thing.name, fold(thing.name), thing.colour, thing.archived_at, thing.version],
      ...("position" in thing ? [thing.position] : []),
    ],
  );
  return rows[0] && toNamed<Kind>(rows[0]);
}

/** Makes one again that was deleted, under the id it had; undefined when another has its name by now. */
export async function insertAgain<Kind extends NamedKind>(
  { db, userId }: Reader,
  kind: Kind,
  thing: Named<Kind>,
): Promise<Named<Kind> | undefined> {
  const { rows } = await db.query<NamedRow>(
    `INSERT INTO ${kind} (id, user_id, name, name_key, colour, version, created_at, archived_at
       ${kind === "project" ? ", position" : ""}) OVERRIDING SYSTEM VALUE
     VALUES ($2, $1, $3, $4, $5, $6, $7, $8 ${kind === "project" ? ", $9" : ""})
     ON CONFLICT DO NOTHING RETURNING ${NAMED[kind].columns}`,
    [
      ...[userId, thing.id, thing.name, fold(thing.name), thing.colour],
      ...[thing.version, thing.created_at, thing.archived_at],
      ...("position" in thing ? [thing.position] : []),
    ],
  );
  return rows[0] && toNamed<Kind>(rows[0]);
}

/** Deletes one that no task has any more. */
export async function deleteNamedRow({ db, userId }: Reader, kind: NamedKind, id: number): Promise<void> {
  await db.query(`DELETE FROM ${kind} WHERE user_id = $1 AND id = $2`, [userId, id]);
}

/** A project's neighbours in manual order: the nearest other places before and after a place. */
export async function placesAroundProject(
  { db, userId }: Reader,
  place: string,
  without: number,
): Promise<{ before: string | null; after: string | null }> {
  const { rows } = await db.query<{ before: string | null; after: string | null }>(
    `SELECT max(position) FILTER (WHERE position < $2) AS before, min(position) FILTER (WHERE position > $2) AS after
     FROM project WHERE user_id = $1 AND id <> $3`,
    [userId, place, without],
  );
  return rows[0] ?? { before: null, after: null };
}

/** Names of projects by id. */
export async function projectNames(
  { db, userId }: Reader,
  ids: readonly (number | null | undefined)[],
): Promise<ReadonlyMap<number, string>> {
  const wanted = [...new Set(ids.filter((id) => typeof id === "number"))];
  if (wanted.length === 0) return new Map();
  const { rows } = await db.query<{ id: number; name: string }>(NAMES([userId, wanted]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const NAMES = prepared("SELECT id, name FROM project WHERE user_id = $1 AND id = ANY($2::bigint[])");
