import type { OCCURRENCE_STATES } from "@punctual/contracts/occurrences";
import type { Reader } from "../unit-of-work.ts";

/** An occurrence that was made, as it is kept. */
export interface KeptOccurrence {
  readonly task_id: number;
  readonly occurrence: string;
  readonly due_at: Date | null;
  readonly due_date: string | null;
  readonly time_zone: string | null;
  readonly state: (typeof OCCURRENCE_STATES)[number];
  readonly closed_at: Date | null;
  readonly missed: number;
}

/** A series' occurrences, the newest first. */
export async function readOccurrences(
  { db, userId }: Reader,
  seriesId: number,
  limit: number,
): Promise<KeptOccurrence[]> {
  const { rows } = await db.query<KeptOccurrence>(
    `SELECT task_id, occurrence, due_at, due_date, time_zone, state, closed_at, missed FROM occurrence
     WHERE series_id = $2 AND user_id = $1 AND state <> 'retracted'
     ORDER BY occurrence DESC, task_id DESC LIMIT $3`,
    [userId, seriesId, limit],
  );
  return rows;
}

/** How many occurrences of a series went by while an earlier one was open. */
export async function countMissed({ db, userId }: Reader, seriesId: number): Promise<number> {
  const { rows } = await db.query<{ missed: number }>(
    `SELECT coalesce(sum(missed), 0)::int AS missed FROM occurrence
     WHERE series_id = $2 AND user_id = $1 AND state <> 'retracted'`,
    [userId, seriesId],
  );
  return rows[0]?.missed ?? 0;
}

/** The open task of a series, the latest if there are several; undefined where none is left. */
export async function openTaskOf({ db, userId }: Reader, seriesId: number): Promise<number | undefined> {
  const { rows } = await db.query<{ task_id: number }>(
    `SELECT task_id FROM occurrence WHERE series_id = $2 AND user_id = $1 AND state = 'open'
     ORDER BY occurrence DESC LIMIT 1`,
    [userId, seriesId],
  );
  return rows[0]?.task_id;
}

/** Tasks of a series that are done, the newest first. */
export async function doneTasksOf(
  { db, userId }: Reader,
  seriesId: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await db.query<{ task_id: number }>(
    `SELECT task_id FROM occurrence WHERE series_id = $2 AND user_id = $1 AND state = 'done'
     ORDER BY occurrence DESC LIMIT $3`,
    [userId, seriesId, limit],
  );
  return rows.map(({ task_id }) => task_id);
}
