import type { FilterPatch, NewFilter, SavedFilter } from "@punctual/contracts/filter";
import { savedFilter } from "@punctual/contracts/filter";
import { chatApiErrors } from "../errors.ts";
import { readQuery, readSort } from "../listing/read-request.ts";
import { deleteFilterRow, findFilter, insertFilter, putFilter } from "../store/filters.ts";
import type { Reader, UnitOfWork } from "../store/unit-of-work.ts";
import { requireVersion } from "./require-version.ts";
import type { Done } from "./undo.ts";

type Expects = (filter: SavedFilter) => boolean;

/** Makes a saved filter; what it asks for must be readable now. */
export async function createFilter(unit: UnitOfWork, draft: NewFilter): Promise<SavedFilter> {
  await check(unit, draft);
  const made = await insertFilter(unit, draft);
  if (!made) throw nameTaken(draft.name);
  unit.record({ entity: "filter", action: "created", before: null, after: made });
  return made;
}

/** Reads a saved filter. */
export async function getFilter(reader: Reader, id: number, lock = false): Promise<SavedFilter> {
  const found = await findFilter(reader, id, lock);
  if (!found) throw chatApiErrors.filterNotFound(`You have no saved filter ${id}.`);
  return found;
}

/** Changes a saved filter. */
export async function patchFilter(
  unit: UnitOfWork,
  id: number,
  patch: FilterPatch,
  expects: Expects = () => true,
): Promise<SavedFilter> {
  const before = await getFilter(unit, id, true);
  requireVersion(before, expects);
  const { name = before.name, query = before.query, sort = before.sort } = patch;
  await check(unit, { query, sort });
  return save(unit, before, { ...before, name, query, sort });
}

/** Deletes a saved filter. */
export async function deleteFilter(
  unit: UnitOfWork,
  id: number,
  expects: Expects = () => true,
): Promise<void> {
  const before = await getFilter(unit, id, true);
  requireVersion(before, expects);
  await deleteFilterRow(unit, id);
  const after = { ...before, version: before.version + 1, updated_at: new Date().toISOString() };
  unit.record({ entity: "filter", action: "deleted", before, after });
}

/** Takes back what a write did to saved filters. */
export async function undoFilters(unit: UnitOfWork, done: readonly Done[]): Promise<void> {
  for (const { entity_id, version, before } of done) {
    const now = await findFilter(unit, entity_id, true);
    // One that the write deleted is gone, unless it has been brought back since.
    if (now && now.version !== version) {
      throw chatApiErrors.changedSince(`The saved filter ${now.name} has been changed since.`);
    }
    if (before === null) {
      if (!now) throw chatApiErrors.changedSince(`The saved filter ${entity_id} is gone already.`);
      await deleteFilter(unit, entity_id);
      continue;
    }
    const was = savedFilter.parse(before);
    if (now) await save(unit, now, { ...was, version });
    else await bringBack(unit, { ...was, version: version + 1 });
  }
}

async function save(unit: UnitOfWork, before: SavedFilter, after: SavedFilter): Promise<SavedFilter> {
  const { name, query, sort } = before;
  if (name === after.name && query === after.query && sort === after.sort) return before;
  const saved = await putFilter(unit, { ...after, version: before.version + 1 });
  if (!saved) throw nameTaken(after.name);
  unit.record({ entity: "filter", action: "updated", before, after: saved });
  return saved;
}

async function bringBack(unit: UnitOfWork, filter: SavedFilter): Promise<void> {
  const after = await putFilter(unit, filter);
  if (!after) throw nameTaken(filter.name);
  unit.record({ entity: "filter", action: "restored", before: filter, after });
}

/** Reads both as a list would. */
async function check(reader: Reader, { query, sort }: Pick<NewFilter, "query" | "sort">): Promise<void> {
  await readQuery(reader, [query]);
  if (sort !== null) readSort(sort);
}

function nameTaken(name: string): Error {
  return chatApiErrors.nameTaken(
    `You have a saved filter "${name}" already; case and accents make no difference.`,
  );
}
