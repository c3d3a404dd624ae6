import type { Entity } from "@punctual/contracts/change";
import { fold } from "@punctual/contracts/fold";
import type { Reader, UnitOfWork } from "../store/unit-of-work.ts";
import type { Plan } from "./plan.ts";

/** What is written of each kind; names come from here, never from a file. */
const KINDS = {
  project: ["colour text", "position text", "archived_at timestamptz"],
  tag: ["colour text", "archived_at timestamptz"],
  saved_filter: ["query text", "sort text"],
} as const;
const ENTITIES = {
  project: "project",
  tag: "tag",
  saved_filter: "filter",
} as const satisfies Record<keyof typeof KINDS, Entity>;
/** That nothing needs it. */
const UNUSED: Readonly<Record<keyof typeof KINDS, string>> = {
  project: "NOT EXISTS (SELECT FROM task WHERE task.user_id = $1 AND task.project_id = project.id)",
  tag: "NOT EXISTS (SELECT FROM task_tag WHERE task_tag.user_id = $1 AND task_tag.tag_id = tag.id)",
  saved_filter: "true",
};
const BATCH = 500;

interface Versioned {
  readonly id: number;
  readonly version: number;
  readonly updated_at: Date;
}

/** How many things of each kind are new. */
export interface NamedCounts {
  readonly projects: number;
  readonly tags: number;
  readonly filters: number;
}

/** Counts the projects, tags and filters that {@link writeNamed} would make. */
export async function countNamed(reader: Reader, plan: Plan): Promise<NamedCounts> {
  const missing = async (table: keyof typeof KINDS, all: ReadonlyMap<string, unknown>) => {
    const { rows } = await reader.db.query<{ known: number }>(
      `SELECT count(*) AS known FROM ${table} WHERE user_id = $1 AND name_key = ANY($2::text[])`,
      [reader.userId, [...all.keys()]],
    );
    return all.size - (rows[0]?.known ?? 0);
  };
  return {
    projects: await missing("project", plan.projects),
    tags: await missing("tag", plan.tags),
    filters: await missing("saved_filter", plan.filters),
  };
}

/** Makes the projects, tags and filters that aren't there by name; those that are stay as they are. */
export async function writeNamed(unit: UnitOfWork, plan: Plan, now: string): Promise<NamedCounts> {
  return {
    projects: await insert(unit, "project", plan.projects, now),
    tags: await insert(unit, "tag", plan.tags, now),
    filters: await insert(unit, "saved_filter", plan.filters, now),
  };
}

async function insert(
  unit: UnitOfWork,
  table: keyof typeof KINDS,
  things: ReadonlyMap<string, { readonly name: string }>,
  now: string,
): Promise<number> {
  const types = [
    "name text",
    "name_key text",
    ...KINDS[table],
    "version integer",
    "created_at timestamptz",
    "updated_at timestamptz",
  ];
  const names = types.map((column) => column.split(" ")[0]).join(", ");
  let made = 0;
  // In one order everywhere: two writes that make the same wait for each other's rows.
  const all = [...things].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, thing]) => filled(thing, now));
  for (let from = 0; from < all.length; from += BATCH) {
    const { rows } = await unit.db.query<Versioned>(
      `INSERT INTO ${table} (user_id, ${names})
       SELECT $1, ${names} FROM jsonb_to_recordset($2::jsonb) AS given (${types.join(", ")})
       ON CONFLICT DO NOTHING RETURNING id, version, updated_at`,
      [unit.userId, JSON.stringify(all.slice(from, from + BATCH))],
    );
    for (const row of rows) {
      const after = { ...row, updated_at: row.updated_at.toISOString() };
      unit.record({ entity: ENTITIES[table], action: "created", before: null, after });
    }
    made += rows.length;
  }
  return made;
}

/** A record with what the table must have. */
function filled(thing: { readonly name: string }, now: string): object {
  const { version, created_at, updated_at, position, ...rest } = {
    version: null,
    created_at: null,
    updated_at: null,
    position: null,
    ...thing,
  };
  return {
    ...rest,
    name_key: fold(thing.name),
    position: position ?? "",
    version: version ?? 1,
    created_at: created_at ?? now,
    updated_at: updated_at ?? created_at ?? now,
  };
}

/** Ids of the projects of these names, by the key of the name. */
export async function projectIds(
  { db, userId }: Reader,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ id: number; name_key: string }>(
    "SELECT id, name_key FROM project WHERE user_id = $1 AND name_key = ANY($2::text[])",
    [userId, names.map(fold)],
  );
  return new Map(rows.map(({ id, name_key }) => [name_key, id]));
}

/** Removes things for good that nothing uses. */
export async function removeNamed(
  unit: UnitOfWork,
  table: keyof typeof KINDS,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await unit.db.query<Versioned>(
    `DELETE FROM ${table} WHERE user_id = $1 AND id = ANY($2::bigint[]) AND ${UNUSED[table]}
     RETURNING id, version, updated_at`,
    [unit.userId, ids],
  );
  for (const { id, version, updated_at } of rows) {
    const before = { id, version, updated_at: updated_at.toISOString() };
    const after = { ...before, version: version + 1, updated_at: new Date().toISOString() };
    unit.record({ entity: ENTITIES[table], action: "purged", before, after });
  }
}
