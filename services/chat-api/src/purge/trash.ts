import type pg from "pg";
import { writeAs } from "../store/unit-of-work.ts";
import { emptyTrash } from "../use-cases/tasks/trash.ts";

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** What history says of who did it. */
const ACTOR = { door: "system", credential: null } as const;
/** Users looked for at a time. */
const USERS = 100;

/**
 * Deletes tasks for good that have been in the trash for 30 days, each user's as that user and with the events that tell
 * of it; gives how many.
 */
export async function purgeTrash(pool: pg.Pool, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - KEPT_MS);
  for (let total = 0; ; ) {
    const { rows } = await pool.query<{ user_id: string }>(
      `SELECT DISTINCT user_id FROM task WHERE deleted_at < $1 LIMIT ${USERS}`,
      [before],
    );
    if (rows.length === 0) return total;
    for (const { user_id: userId } of rows) {
      for (let more = true; more; ) {
        const done = await writeAs(pool, { userId, actor: ACTOR }, (unit) => emptyTrash(unit, before));
        total += done.purged;
        more = done.more;
      }
    }
  }
}
