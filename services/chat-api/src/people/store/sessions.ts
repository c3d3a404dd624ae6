import type { Queryable } from "@punctual/service-kit/database";

/** A session ends this long after it was last used, and this long after it began however it was used. */
export const IDLE_DAYS = 7;
export const WHOLE_DAYS = 30;

/** A browser's session. */
export interface FoundSession {
  /** SHA-256 of its id, in hex. */
  readonly idHash: string;
  readonly userId: string;
  readonly lastUsedAt: Date;
  /** When it ends, unless it is used before. */
  readonly endsAt: Date;
}

/** When a session ends, unless it is used before. */
const ENDS_AT = `least(last_used_at + interval '${IDLE_DAYS} days', created_at + interval '${WHOLE_DAYS} days')`;

/** Begins a session. @param idToken the issuer's, to be shown when somebody signs out */
export async function beginSession(
  db: Queryable,
  idHash: Buffer,
  userId: string,
  idToken: string,
): Promise<void> {
  await db.query("INSERT INTO session (id_sha256, user_id, id_token) VALUES ($1, $2, $3)", [
    idHash,
    userId,
    idToken,
  ]);
}

/** Finds a session, whether or not it has ended. */
export async function findSession(db: Queryable, idHash: Buffer): Promise<FoundSession | undefined> {
  const { rows } = await db.query<{ user_id: string; last_used_at: Date; ends_at: Date }>(
    `SELECT user_id, last_used_at, ${ENDS_AT} AS ends_at FROM session WHERE id_sha256 = $1`,
    [idHash],
  );
  const [row] = rows;
  return (
    row && {
      idHash: idHash.toString("hex"),
      userId: row.user_id,
      lastUsedAt: row.last_used_at,
      endsAt: row.ends_at,
    }
  );
}

/** Writes when sessions (by their ids' hashes, in hex) were last used; one that has ended isn't brought back. */
export async function touchSessions(db: Queryable, idHashes: readonly string[], at: Date): Promise<void> {
  await db.query(
    `UPDATE session SET last_used_at = $2
     WHERE id_sha256 IN (SELECT decode(hash, 'hex') FROM unnest($1::text[]) AS hash)
       AND last_used_at < $2::timestamptz - interval '1 minute' AND ${ENDS_AT} > $2::timestamptz`,
    [idHashes, at],
  );
}

/** Ends a session. @returns the id token that it began with; undefined where there was no such session */
export async function endSession(db: Queryable, idHash: Buffer): Promise<string | undefined> {
  const { rows } = await db.query<{ id_token: string }>(
    "DELETE FROM session WHERE id_sha256 = $1 RETURNING id_token",
    [idHash],
  );
  return rows[0]?.id_token;
}

/** Deletes sessions that have ended; gives how many. */
export async function purgeSessions(db: Queryable): Promise<number> {
  const { rowCount } = await db.query(
    `DELETE FROM session WHERE last_used_at < now() - interval '${IDLE_DAYS} days'
       OR created_at < now() - interval '${WHOLE_DAYS} days'`,
  );
  return rowCount ?? 0;
}
