import type { Task } from "@punctual/contracts/task";
import { prepared } from "@punctual/service-kit/database/prepared";
import type { Reader } from "../unit-of-work.ts";
import { toColumns } from "./row.ts";

/** Takes ids for new tasks, in ascending order. */
export async function reserveTaskIds({ db }: Reader, count: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(RESERVE([count]));
  return rows.map(({ id }) => id);
}

const RESERVE = prepared("SELECT nextval('task_id_seq') AS id FROM generate_series(1, $1::int) ORDER BY id");

const TYPES = `title text, title_key text, indexed boolean, notes text, status text, priority text, project_id bigint, parent_id bigint,
  due_at timestamptz, due_date date, time_zone text, start_at timestamptz, recurrence jsonb, series jsonb, reminders jsonb,
  estimate_minutes integer, position text, version integer, created_at timestamptz, updated_at timestamptz,
  completed_at timestamptz, deleted_at timestamptz`;
const NAMES = TYPES.replace(/\s+/g, " ")
  .split(", ")
  .map((column) => column.split(" ")[0]);

/** Writes new tasks, without their tags. */
export async function insertTasks({ db, userId }: Reader, tasks: readonly Task[]): Promise<void> {
  await db.query(INSERT([userId, rowsOf(tasks)]));
}

/** Writes all fields of tasks that are there, but for their tags. */
export async function updateTasks({ db, userId }: Reader, tasks: readonly Task[]): Promise<void> {
  const { rowCount } = await db.query(UPDATE([userId, rowsOf(tasks)]));
  if (rowCount !== tasks.length) throw new Error("a task to be written is gone");
}

function rowsOf(tasks: readonly Task[]): string {
  return JSON.stringify(tasks.map((task) => ({ id: task.id, ...toColumns(task) })));
}

const INSERT = prepared(`
  INSERT INTO task (id, user_id, ${NAMES.join(", ")}) OVERRIDING SYSTEM VALUE
  SELECT id, $1, ${NAMES.join(", ")} FROM jsonb_to_recordset($2::jsonb) AS given (id bigint, ${TYPES})`);
const UPDATE = prepared(`
  UPDATE task SET ${NAMES.map((name) => `${name} = given.${name}`).join(", ")}
  FROM jsonb_to_recordset($2::jsonb) AS given (id bigint, ${TYPES})
  WHERE task.user_id = $1 AND task.id = given.id`);

/** Deletes tasks for good, with their tags; subtasks of theirs that remain have no parent then. */
export async function purgeTasks({ db, userId }: Reader, ids: readonly number[]): Promise<void> {
  await db.query("UPDATE task SET parent_id = NULL WHERE user_id = $1 AND parent_id = ANY($2::bigint[])", [
    userId,
    ids,
  ]);
  await db.query("DELETE FROM task WHERE user_id = $1 AND id = ANY($2::bigint[])", [userId, ids]);
}
