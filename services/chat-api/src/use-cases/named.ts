import type { NamedPatch } from "@punctual/contracts/named";
import { chatApiErrors } from "../errors.ts";
import { reindexRenamed } from "../search/reindex-renamed.ts";
import { findNamed, insertNamed, type Named, type NamedKind, updateNamed } from "../store/named.ts";
import type { Reader, UnitOfWork } from "../store/unit-of-work.ts";
import { requireVersion } from "./require-version.ts";

/** Makes a project or a tag. */
export async function createNamed<Kind extends NamedKind>(
  unit: UnitOfWork,
  kind: Kind,
  draft: { name: string; colour: string | null },
): Promise<Named<Kind>> {
  const made = await insertNamed(unit, kind, draft);
  if (!made) throw nameTaken(kind, draft.name);
  unit.record({ entity: kind, action: "created", before: null, after: made });
  return made;
}

/** Reads a project or a tag. */
export async function getNamed<Kind extends NamedKind>(
  reader: Reader,
  kind: Kind,
  id: number,
  lock = false,
): Promise<Named<Kind>> {
  const found = await findNamed(reader, kind, id, lock);
  if (found) return found;
  const error = kind === "project" ? chatApiErrors.projectNotFound : chatApiErrors.tagNotFound;
  throw error(`You have no ${kind} ${id}.`);
}

/** Changes a project or a tag. Its new name shows on all its tasks at once, and finds them. */
export async function patchNamed<Kind extends NamedKind>(
  unit: UnitOfWork,
  kind: Kind,
  id: number,
  patch: NamedPatch,
  expects: (thing: Named<Kind>) => boolean = () => true,
): Promise<Named<Kind>> {
  const before = await getNamed(unit, kind, id, true);
  requireVersion(before, expects);
  const { archived } = patch;
  const archived_at = before.archived_at ?? new Date().toISOString();
  return saveNamed(unit, kind, before, {
    ...before,
    ...(patch.name === undefined ? {} : { name: patch.name }),
    ...(patch.colour === undefined ? {} : { colour: patch.colour }),
    ...(archived === undefined ? {} : { archived_at: archived ? archived_at : null }),
  });
}

/** Writes a changed project or tag, a version on; one that is as it was stays so. */
export async function saveNamed<Kind extends NamedKind>(
  unit: UnitOfWork,
  kind: Kind,
  before: Named<Kind>,
  after: Named<Kind>,
): Promise<Named<Kind>> {
  if (JSON.stringify(before) === JSON.stringify(after)) return before;
  const saved = await updateNamed(unit, kind, { ...after, version: before.version + 1 });
  if (!saved) throw nameTaken(kind, after.name);
  unit.record({ entity: kind, action: "updated", before, after: saved });
  if (kind === "project") unit.projectNames.delete(saved.id);
  if (saved.name !== before.name) await reindexRenamed(unit, kind, saved.id, before.name, saved.name);
  return saved;
}

/** That another of the kind has the name. */
export function nameTaken(kind: NamedKind, name: string): Error {
  return chatApiErrors.nameTaken(
    `You have a ${kind} "${name}" already; case and accents make no difference.`,
  );
}
