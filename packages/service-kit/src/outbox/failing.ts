import type { Queryable } from "../database.ts";
import { OUTBOX_CHANNEL } from "./append.ts";

/** A user whose events can't be published. */
export interface FailingUser {
  readonly user_id: string;
  /** How often in a row it failed. */
  readonly failures: number;
  readonly waiting: number;
  /** When it is tried again; null: now. */
  readonly retry_at: Date | null;
}

/** Users whose publishing fails, those with most failures first. */
export async function failingUsers(db: Queryable, limit = 100): Promise<FailingUser[]> {
  const { rows } = await db.query<FailingUser>(
    `SELECT user_id, failures, retry_at,
       (SELECT count(*) FROM outbox WHERE outbox.user_id = event_stream.user_id AND sent_at IS NULL) AS waiting
     FROM event_stream WHERE failures > 0 ORDER BY failures DESC, user_id LIMIT $1`,
    [limit],
  );
  return rows;
}

/** Has the relay try all of them at once, instead of when their time has come; gives how many they are. */
export async function retryFailing(db: Queryable): Promise<number> {
  const { rowCount } = await db.query("UPDATE event_stream SET retry_at = NULL WHERE retry_at IS NOT NULL");
  await db.query("SELECT pg_notify($1, current_schema())", [OUTBOX_CHANNEL]);
  return rowCount ?? 0;
}
