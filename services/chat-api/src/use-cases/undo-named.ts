import { project, tag } from "@punctual/contracts/named";
import { chatApiErrors } from "../errors.ts";
import { findNamed, insertAgain, type Named, type NamedKind } from "../store/named.ts";
import type { UnitOfWork } from "../store/unit-of-work.ts";
import { nameTaken, saveNamed } from "./named.ts";
import type { Done } from "./undo.ts";

const SCHEMAS = { project, tag } as const;

/**
 * Takes back what a write did to projects or tags: names, colours and archive are as they were. One that it made is put
 * into the archive rather than deleted, for tasks may be in it by now; tags that came with a task stay.
 */
export async function undoNamed(unit: UnitOfWork, kind: NamedKind, done: readonly Done[]): Promise<void> {
  for (const { entity_id, version, before } of done) {
    const now = await findNamed(unit, kind, entity_id, true);
    if (before === null && kind === "tag") continue;
    if (before !== null && !now) {
      await bringBack(unit, kind, SCHEMAS[kind].parse(before), version);
      continue;
    }
    if (now?.version !== version) {
      throw chatApiErrors.changedSince(`The ${kind} ${now?.name ?? entity_id} has been changed since.`);
    }
    const after: Named<NamedKind> =
      before === null
        ? { ...now, archived_at: new Date().toISOString() }
        : { ...now, ...SCHEMAS[kind].parse(before), version: now.version, updated_at: now.updated_at };
    await saveNamed(unit, kind, now, after);
  }
}

/** One that was deleted has its id again, for its tasks know it by that. */
async function bringBack(
  unit: UnitOfWork,
  kind: NamedKind,
  deleted: Named<NamedKind>,
  version: number,
): Promise<void> {
  const after = await insertAgain(unit, kind, { ...deleted, version: version + 1 });
  if (!after) throw nameTaken(kind, deleted.name);
  unit.record({ entity: kind, action: "restored", before: deleted, after });
}
