import type { Entity } from "@punctual/contracts/change";
import { NAMED, type NamedKind, type NamedRow, toNamed } from "../store/named.ts";
import { findNotices } from "../store/notices.ts";
import { findTasks } from "../store/tasks/read.ts";
import type { Reader } from "../store/unit-of-work.ts";

/** States by id. */
type States = ReadonlyMap<number, object>;

/** How the things of each kind are read, by their ids; what is gone is left out. */
const READ: Readonly<
  Record<Entity, (reader: Reader, ids: readonly number[]) => Promise<readonly { id: number }[]>>
> = {
  task: (reader, ids) => findTasks(reader, ids, { trashed: true }),
  project: (reader, ids) => findNamed(reader, "project", ids),
  tag: (reader, ids) => findNamed(reader, "tag", ids),
  filter: findFilters,
  notice: findNotices,
};

/** Whatever changes were about, as it is now: by kind and id. */
export async function currentStates(
  reader: Reader,
  changes: readonly { readonly entity: Entity; readonly entity_id: number }[],
): Promise<Partial<Record<Entity, States>>> {
  const states: Partial<Record<Entity, States>> = {};
  for (const [entity, about] of Map.groupBy(changes, (change) => change.entity)) {
    const found = await READ[entity](reader, [...new Set(about.map(({ entity_id }) => entity_id))]);
    states[entity] = new Map(found.map((state) => [state.id, state]));
  }
  return states;
}

async function findNamed({ db, userId }: Reader, kind: NamedKind, ids: readonly number[]) {
  const { table, columns } = NAMED[kind];
  const { rows } = await db.query<NamedRow>(
    `SELECT ${columns} FROM ${table} WHERE user_id = $1 AND id = ANY($2::bigint[])`,
    [userId, ids],
  );
  return rows.map((row) => toNamed(row));
}

async function findFilters({ db, userId }: Reader, ids: readonly number[]) {
  const { rows } = await db.query<{ id: number; created_at: Date; updated_at: Date }>(
    `SELECT id, name, query, sort, version, created_at, updated_at FROM saved_filter
     WHERE user_id = $1 AND id = ANY($2::bigint[])`,
    [userId, ids],
  );
  return rows.map((row) => ({
    ...row,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }));
}
