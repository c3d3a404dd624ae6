import type { Task, TaskFilter } from "@punctual/contracts/task";
import type { Reader } from "../unit-of-work.ts";
import { type TaskRow, taskColumns, toTask } from "./row.ts";

/** A page of tasks, newest first: those with ids below `before`. */
export async function listTasks(
  { db, userId }: Reader,
  filter: Pick<TaskFilter, "status" | "text" | "limit">,
  before: number | null,
): Promise<Task[]> {
  const { rows } = await db.query<TaskRow>(
    `SELECT ${taskColumns()} FROM task
     WHERE user_id = $1 AND deleted_at IS NULL
       AND ($2::text IS NULL OR status = $2)
       AND ($3::text IS NULL OR title ILIKE $3 OR notes ILIKE $3)
       AND ($4::bigint IS NULL OR id < $4)
     ORDER BY id DESC LIMIT $5`,
    [userId, filter.status ?? null, filter.text ? likePattern(filter.text) : null, before, filter.limit],
  );
  return rows.map(toTask);
}

function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
