import type { Task } from "@punctual/contracts/task";
import { prepared } from "@punctual/service-kit/database/prepared";
import { together } from "@punctual/service-kit/database/together";
import type { Reader } from "../unit-of-work.ts";
import { type TaskRow, taskColumns, toTask } from "./row.ts";

/** Which tasks a read finds. */
interface Finding {
  /** Until the transaction ends, nobody else may change them. */
  readonly lock?: boolean;
  /** Also those in the trash. */
  readonly trashed?: boolean;
}

/** Reads tasks by id, in ascending order of ids; those that aren't there are left out. */
export async function findTasks(
  { db, userId }: Reader,
  ids: readonly number[],
  finding: Finding = {},
): Promise<Task[]> {
  const values = [userId, ids];
  const find = finding.trashed ? FIND_ALL : FIND;
  // The answer to the second is as of after the first.
  const locked = finding.lock ? db.query(LOCK(values)) : undefined;
  const [{ rows }] = await together([db.query<TaskRow>(find(values)), locked]);
  return rows.map(toTask);
}

// In one order everywhere, so that two writes with the same tasks don't wait for each other.
const LOCK = prepared(
  "SELECT FROM task WHERE user_id = $1 AND id = ANY($2::bigint[]) ORDER BY id FOR NO KEY UPDATE",
);
const FIND_ALL = prepared(
  `SELECT ${taskColumns()} FROM task WHERE user_id = $1 AND id = ANY($2::bigint[]) ORDER BY id`,
);
const FIND = prepared(
  `SELECT ${taskColumns()} FROM task WHERE user_id = $1 AND id = ANY($2::bigint[]) AND deleted_at IS NULL ORDER BY id`,
);

/** Ids of all that is below a task, at any depth; a task that is its own ancestor would end it too. */
export async function descendantsOf({ db, userId }: Reader, id: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `WITH RECURSIVE below AS (
       SELECT id FROM task WHERE user_id = $1 AND parent_id = $2
       UNION SELECT task.id FROM below JOIN task ON task.user_id = $1 AND task.parent_id = below.id
     ) SELECT id FROM below ORDER BY id`,
    [userId, id],
  );
  return rows.map((row) => row.id);
}

/** Makes other writes that change who is whose parent wait for this one: two at once could close a circle. */
export async function lockTree({ db, userId }: Reader): Promise<void> {
  await db.query("SELECT pg_advisory_xact_lock(hashtext('task tree ' || current_schema()), hashtext($1))", [
    userId,
  ]);
}

/** A task's neighbours in manual order: the nearest other places before and after its own. */
export async function placesAround(
  { db, userId }: Reader,
  projectId: number | null,
  place: string,
  without: number,
): Promise<{ before: string | null; after: string | null }> {
  const { rows } = await db.query<{ before: string | null; after: string | null }>(
    `SELECT
       (SELECT max(position) FROM task WHERE ${SAME_PROJECT} AND position < $4) AS before,
       (SELECT min(position) FROM task WHERE ${SAME_PROJECT} AND position > $4) AS after`,
    [userId, projectId, without, place],
  );
  return rows[0] ?? { before: null, after: null };
}

/** The last place in manual order of a project (null: of the tasks without one). */
export async function lastPlace(
  { db, userId }: Reader,
  projectId: number | null,
  without: number,
): Promise<string | null> {
  const { rows } = await db.query<{ last: string | null }>(
    `SELECT max(position) AS last FROM task WHERE ${SAME_PROJECT}`,
    [userId, projectId, without],
  );
  return rows[0]?.last ?? null;
}

const SAME_PROJECT =
  "user_id = $1 AND project_id IS NOT DISTINCT FROM $2 AND id <> $3 AND deleted_at IS NULL";
