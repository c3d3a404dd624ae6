import { chatApiErrors } from "../errors.ts";
import { deleteNamedRow, type Named, type NamedKind } from "../store/named.ts";
import { findTasks } from "../store/tasks/read.ts";
import type { Reader, UnitOfWork } from "../store/unit-of-work.ts";
import { getNamed } from "./named.ts";
import { requireVersion } from "./require-version.ts";
import { saveTasks } from "./tasks/change.ts";

/** Tasks that one request takes a tag off, at most. */
const MOST = 5_000;

/**
 * Deletes a project that has no tasks outside the trash, or a tag, which all its tasks lose. What people want to keep to
 * themselves but out of sight, they archive.
 */
export async function deleteNamed<Kind extends NamedKind>(
  unit: UnitOfWork,
  kind: Kind,
  id: number,
  expects: (thing: Named<Kind>) => boolean = () => true,
): Promise<void> {
  const thing = await getNamed(unit, kind, id, true);
  requireVersion(thing, expects);
  const ids = await taskIdsOf(unit, kind, id);
  if (ids.length > MOST) {
    throw chatApiErrors.tagInUse(
      `More than ${MOST} tasks have it: archive it, or take it off some of them first.`,
    );
  }
  const tasks = await findTasks(unit, ids, { lock: true, trashed: true });
  const there = tasks.filter(({ deleted_at }) => deleted_at === null).length;
  if (kind === "project" && there > 0) {
    throw chatApiErrors.projectNotEmpty(
      `It has ${there} tasks: move or delete them first, or archive the project.`,
    );
  }
  await saveTasks(
    unit,
    "updated",
    tasks.map((before) => ({
      before,
      after:
        kind === "project"
          ? { ...before, project_id: null }
          : { ...before, tags: before.tags.filter((name) => name !== thing.name) },
    })),
  );
  await deleteNamedRow(unit, kind, id);
  const after = { ...thing, version: thing.version + 1, updated_at: unit.now };
  unit.record({ entity: kind, action: "deleted", before: thing, after });
}

async function taskIdsOf({ db, userId }: Reader, kind: NamedKind, id: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    kind === "project"
      ? `SELECT id FROM task WHERE user_id = $1 AND project_id = $2 LIMIT ${MOST + 1}`
      : `SELECT task_id AS id FROM task_tag WHERE user_id = $1 AND tag_id = $2 LIMIT ${MOST + 1}`,
    [userId, id],
  );
  return rows.map((row) => row.id);
}
