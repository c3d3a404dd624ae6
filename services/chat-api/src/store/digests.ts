import type { Queryable } from "@punctual/service-kit/database";
import type { Reader } from "./unit-of-work.ts";

/** A person whose digest is due. */
export interface DueDigest {
  readonly user_id: string;
  /** IANA. */
  readonly time_zone: string;
  /** `HH:MM`. */
  readonly daily_digest_at: string;
  readonly digest_next_at: Date;
}

/** Those whose digest's time has come, the longest ago first. */
export async function dueDigests(db: Queryable, now: Date, limit: number): Promise<DueDigest[]> {
  const { rows } = await db.query<DueDigest>(
    `SELECT id AS user_id, coalesce(time_zone, 'UTC') AS time_zone, daily_digest_at, digest_next_at
     FROM person WHERE digest_next_at <= $1 ORDER BY digest_next_at LIMIT $2`,
    [now, limit],
  );
  return rows;
}

/** Sets when a person's next digest is, unless they changed that meanwhile. */
export async function setNextDigest(db: Queryable, due: DueDigest, next: string): Promise<void> {
  await db.query("UPDATE person SET digest_next_at = $3 WHERE id = $1 AND digest_next_at = $2", [
    due.user_id,
    due.digest_next_at,
    next,
  ]);
}

/** A task in a digest. */
export interface DigestTask {
  readonly title: string;
  readonly due_at: Date | null;
  readonly overdue: boolean;
  /** How many there are in all, and of them overdue. */
  readonly total: number;
  readonly total_overdue: number;
}

/**
 * Open tasks of a person that are overdue or due today, in the order in which they are due.
 *
 * @param day today by their clock, and the instants at which it begins and ends
 */
export async function digestTasks(
  { db, userId }: Reader,
  day: { readonly date: string; readonly begins: string; readonly ends: string },
  limit: number,
): Promise<DigestTask[]> {
  const { rows } = await db.query<DigestTask>(
    `SELECT title, due_at, overdue, count(*) OVER ()::int AS total,
       count(*) FILTER (WHERE overdue) OVER ()::int AS total_overdue
     FROM (
       SELECT id, title, due_at, due_key, coalesce(due_at < $3, due_date < $2::date) AS overdue FROM task
       WHERE user_id = $1 AND deleted_at IS NULL AND status = 'open' AND (due_at < $4 OR due_date <= $2::date)
     ) AS due ORDER BY due_key, id LIMIT $5`,
    [userId, day.date, day.begins, day.ends, limit],
  );
  return rows;
}
