import type { Queryable } from "@punctual/service-kit/database";

const AT_ONCE = 10_000;

/** Deletes answers that were kept for longer than a day; gives how many. */
export async function purgeIdempotency(db: Queryable): Promise<number> {
  for (let total = 0; ; ) {
    const { rowCount } = await db.query(
      `DELETE FROM idempotency WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM idempotency WHERE created_at < now() - interval '24 hours' LIMIT ${AT_ONCE}))`,
    );
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < AT_ONCE) return total;
  }
}
