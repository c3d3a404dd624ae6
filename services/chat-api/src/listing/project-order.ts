import type { SortKey } from "@punctual/query/sort";
import type { Reader } from "../store/unit-of-work.ts";

/** Ids of the user's projects with tasks, in their order; none are read where nothing is sorted by them. */
export async function projectOrder({ db, userId }: Reader, sort: readonly SortKey[]): Promise<number[]> {
  if (sort.every(({ name }) => name !== "project")) return [];
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM project WHERE user_id = $1 AND EXISTS (
       SELECT FROM task WHERE task.user_id = $1 AND task.project_id = project.id
     ) ORDER BY position, id`,
    [userId],
  );
  return rows.map(({ id }) => Number(id));
}
