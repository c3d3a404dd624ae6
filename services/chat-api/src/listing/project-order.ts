import type { SortKey } from "@punctual/query/sort";
import type { Reader } from "../store/unit-of-work.ts";

/**
 * Ids of the user's projects in their order; none are read where nothing is sorted by them.
 *
 * @param trash whether to give also those that have tasks in the trash alone, or none at all
 */
export async function projectOrder(
  { db, userId }: Reader,
  sort: readonly SortKey[],
  trash: boolean,
): Promise<number[]> {
  if (sort.every(({ name }) => name !== "project")) return [];
  // One look into the index for each; as EXISTS, all tasks would be read.
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM project WHERE user_id = $1 AND ($2 OR (
       SELECT true FROM task WHERE task.user_id = $1 AND task.project_id = project.id AND task.deleted_at IS NULL LIMIT 1
     )) ORDER BY position, id`,
    [userId, trash],
  );
  return rows.map(({ id }) => Number(id));
}
