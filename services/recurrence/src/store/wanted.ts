import type { TaskEvent } from "@punctual/contracts/events";
import type { Queryable } from "@punctual/service-kit/database";

/** A completed task whose next occurrence is to be asked for. */
export interface Wanted {
  readonly task_id: number;
  readonly completed_at: Date;
  readonly user_id: string;
  /** As it was when it was completed. */
  readonly task: TaskEvent["task_data"];
  /** Failures so far. */
  readonly tries: number;
}

/** For how long what somebody takes is theirs; after a crash, the others wait so long. */
const TAKEN_SECONDS = 20;

/** Notes that a task was completed which recurs; any other event wants nothing. @returns whether one is wanted */
export async function want(db: Queryable, event: TaskEvent): Promise<boolean> {
  const { task_data: task, user_id } = event;
  if (event.event_type !== "completed" || !task.recurrence || !task.completed_at) return false;
  await db.query(
    `INSERT INTO wanted_occurrence (task_id, completed_at, user_id, task) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [task.id, task.completed_at, user_id, JSON.stringify(task)],
  );
  return true;
}

/** Takes some whose turn it is, so that no other replica does. */
export async function takeWanted(db: Queryable, limit: number): Promise<Wanted[]> {
  const { rows } = await db.query<Wanted>(
    `UPDATE wanted_occurrence AS wanted SET not_before = now() + interval '${TAKEN_SECONDS} seconds'
     FROM (SELECT task_id, completed_at FROM wanted_occurrence WHERE not_before <= now()
       ORDER BY not_before LIMIT $1 FOR UPDATE SKIP LOCKED) AS mine
     WHERE wanted.task_id = mine.task_id AND wanted.completed_at = mine.completed_at
     RETURNING wanted.task_id, wanted.completed_at, wanted.user_id, wanted.task, wanted.tries`,
    [limit],
  );
  return rows;
}

/** Forgets one that was seen to. */
export async function settle(db: Queryable, wanted: Wanted): Promise<void> {
  await db.query("DELETE FROM wanted_occurrence WHERE task_id = $1 AND completed_at = $2", [
    wanted.task_id,
    wanted.completed_at,
  ]);
}

/** Puts one off that failed. */
export async function putOff(
  db: Queryable,
  wanted: Wanted,
  failure: { readonly reason: string; readonly seconds: number },
): Promise<void> {
  await db.query(
    `UPDATE wanted_occurrence SET tries = tries + 1, error = $3, not_before = now() + make_interval(secs => $4)
     WHERE task_id = $1 AND completed_at = $2`,
    [wanted.task_id, wanted.completed_at, failure.reason.slice(0, 1000), failure.seconds],
  );
}

/** How many wait, and how long the oldest has since its task was completed, in seconds. */
export async function waiting(
  db: Queryable,
): Promise<{ readonly count: number; readonly ageSeconds: number }> {
  const { rows } = await db.query<{ count: number; age: number }>(
    `SELECT count(*)::int AS count, coalesce(extract(epoch FROM now() - min(completed_at)), 0)::float8 AS age
     FROM wanted_occurrence`,
  );
  return { count: rows[0]?.count ?? 0, ageSeconds: Math.max(0, rows[0]?.age ?? 0) };
}
