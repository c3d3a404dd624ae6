import type { SignIn } from "@punctual/contracts/people";
import type { Queryable } from "@punctual/service-kit/database";

/** How long sign-ins are kept. */
const KEPT_DAYS = 90;
/** Deleted at once, at most: an index walk of a moment. */
const PURGE_BATCH = 5_000;

/** A sign-in to be kept. */
export type SignInRecord = Omit<SignIn, "id" | "at"> & { readonly user_id: string | null };

/** Keeps a sign-in. */
export async function insertSignIn(db: Queryable, record: SignInRecord): Promise<void> {
  await db.query(
    `INSERT INTO sign_in (user_id, method, outcome, reason, remote_address, user_agent)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [record.user_id, record.method, record.outcome, record.reason, record.remote_address, record.user_agent],
  );
}

/** A person's sign-ins, newest first. @param before only those with a lower id */
export async function listSignIns(
  db: Queryable,
  userId: string,
  { limit, before }: { readonly limit: number; readonly before: number | undefined },
): Promise<SignIn[]> {
  const { rows } = await db.query<Omit<SignIn, "at"> & { at: Date }>(
    `SELECT id, method, outcome, reason, remote_address, user_agent, at FROM sign_in
     WHERE user_id = $1 AND ($3::bigint IS NULL OR id < $3) ORDER BY id DESC LIMIT $2`,
    [userId, limit, before],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Deletes sign-ins that are older than they are kept; gives how many. */
export async function purgeSignIns(db: Queryable): Promise<number> {
  for (let total = 0; ; ) {
    const { rowCount } = await db.query(
      `DELETE FROM sign_in WHERE id IN (
         SELECT id FROM sign_in WHERE at < now() - interval '${KEPT_DAYS} days' ORDER BY at LIMIT ${PURGE_BATCH})`,
    );
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < PURGE_BATCH) return total;
  }
}
