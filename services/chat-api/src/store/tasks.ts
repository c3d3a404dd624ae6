import type { NewTask, Task, TaskFilter, TaskPatch } from "@punctual/contracts/task";
import type { Queryable } from "@punctual/service-kit/database";

/** A task as PostgreSQL gives it: instants are Dates. */
type Row = Omit<Task, Instants> & Record<RequiredInstants, Date> & Record<OptionalInstants, Date | null>;
type RequiredInstants = "created_at" | "updated_at";
type OptionalInstants = "due_at" | "start_at" | "completed_at" | "deleted_at";
type Instants = RequiredInstants | OptionalInstants;

const COLUMNS = `id, title, notes, status, priority, tags, due_at, due_date, time_zone, start_at, version,
  created_at, updated_at, completed_at, deleted_at`;

/** Columns that a patch may set: names come from here, never from the request. */
const PATCHABLE = [
  "title",
  "notes",
  "priority",
  "tags",
  "due_at",
  "due_date",
  "time_zone",
  "start_at",
] as const satisfies readonly (keyof TaskPatch)[];

/** Inserts a task. */
export async function insertTask(db: Queryable, userId: string, task: NewTask): Promise<Task> {
  const { rows } = await db.query<Row>(
    `INSERT INTO task (user_id, title, notes, priority, tags, due_at, due_date, time_zone, start_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${COLUMNS}`,
    [
      userId,
      task.title,
      task.notes,
      task.priority,
      task.tags,
      task.due_at,
      task.due_date,
      task.time_zone,
      task.start_at,
    ],
  );
  return toTask(only(rows));
}

/** Reads a task; `trashed` also finds deleted ones. */
export async function findTask(
  db: Queryable,
  userId: string,
  id: number,
  options: { readonly lock?: boolean; readonly trashed?: boolean } = {},
): Promise<Task | undefined> {
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} FROM task WHERE user_id = $1 AND id = $2
     ${options.trashed ? "" : "AND deleted_at IS NULL"} ${options.lock ? "FOR UPDATE" : ""}`,
    [userId, id],
  );
  return rows[0] && toTask(rows[0]);
}

/** A page of tasks, newest first: those with ids below `before`. */
export async function listTasks(
  db: Queryable,
  userId: string,
  filter: Pick<TaskFilter, "status" | "text" | "limit">,
  before: number | null,
): Promise<Task[]> {
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} FROM task
     WHERE user_id = $1 AND deleted_at IS NULL
       AND ($2::text IS NULL OR status = $2)
       AND ($3::text IS NULL OR title ILIKE $3 OR notes ILIKE $3)
       AND ($4::bigint IS NULL OR id < $4)
     ORDER BY id DESC LIMIT $5`,
    [userId, filter.status ?? null, filter.text ? likePattern(filter.text) : null, before, filter.limit],
  );
  return rows.map(toTask);
}

/** Changes the fields that the patch has. */
export async function updateTask(db: Queryable, userId: string, id: number, patch: TaskPatch): Promise<Task> {
  const set = PATCHABLE.filter((column) => patch[column] !== undefined);
  const { rows } = await db.query<Row>(
    `UPDATE task SET ${set.map((column, i) => `${column} = $${i + 3}`).join(", ")}, ${TOUCH}
     WHERE user_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
    [userId, id, ...set.map((column) => patch[column])],
  );
  return toTask(only(rows));
}

/** Marks a task done. */
export async function markTaskDone(db: Queryable, userId: string, id: number): Promise<Task> {
  const { rows } = await db.query<Row>(
    `UPDATE task SET status = 'done', completed_at = now(), ${TOUCH}
     WHERE user_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
    [userId, id],
  );
  return toTask(only(rows));
}

/** Marks a task deleted. */
export async function markTaskDeleted(db: Queryable, userId: string, id: number): Promise<Task> {
  const { rows } = await db.query<Row>(
    `UPDATE task SET deleted_at = now(), ${TOUCH} WHERE user_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
    [userId, id],
  );
  return toTask(only(rows));
}

const TOUCH = "version = version + 1, updated_at = now()";

function toTask(row: Row): Task {
  return {
    ...row,
    due_at: row.due_at?.toISOString() ?? null,
    start_at: row.start_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    completed_at: row.completed_at?.toISOString() ?? null,
    deleted_at: row.deleted_at?.toISOString() ?? null,
  };
}

function only(rows: readonly Row[]): Row {
  const row = rows[0];
  if (!row) throw new Error("the row to be written is gone");
  return row;
}

function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
