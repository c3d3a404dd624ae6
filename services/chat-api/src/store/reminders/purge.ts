import type { Queryable } from "@punctual/service-kit/database";

const KEPT_DAYS = 90;
const AT_ONCE = 10_000;

/** Forgets reminders that were told or cancelled so long ago; gives how many. */
export async function purgeReminders(db: Queryable): Promise<number> {
  for (let total = 0; ; ) {
    const { rowCount } = await db.query(
      `DELETE FROM reminder WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM reminder WHERE coalesce(fired_at, cancelled_at) < now() - interval '${KEPT_DAYS} days'
           AND (fired_at IS NOT NULL OR cancelled_at IS NOT NULL) LIMIT ${AT_ONCE}))`,
    );
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < AT_ONCE) return total;
  }
}
