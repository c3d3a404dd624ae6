import type { UnitOfWork } from "./unit-of-work.ts";

/** An answer as it is kept under its key. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object | null;
}

/**
 * Takes a key for the request at hand; one that has it already, and is still at work, is waited for.
 *
 * @param fingerprint of the request
 * @returns the answer that the same request got before, "other" where the key was another request's; undefined: it's ours
 */
export async function claimKey(
  { db, userId }: UnitOfWork,
  key: string,
  fingerprint: Buffer,
): Promise<StoredAnswer | "other" | undefined> {
  const claimed = await db.query(
    `INSERT INTO idempotency (user_id, key, fingerprint) VALUES ($1, $2, $3)
     ON CONFLICT (user_id, key) DO UPDATE
       SET fingerprint = excluded.fingerprint, status = NULL, headers = NULL, body = NULL, created_at = now()
       WHERE idempotency.created_at < now() - interval '24 hours'`,
    [userId, key, fingerprint],
  );
  if (claimed.rowCount === 1) return undefined;
  const { rows } = await db.query<{
    same: boolean;
    status: number;
    headers: Record<string, string>;
    body: string;
  }>(
    "SELECT fingerprint = $3 AS same, status, headers, body FROM idempotency WHERE user_id = $1 AND key = $2",
    [userId, key, fingerprint],
  );
  const row = rows[0];
  if (!row?.same) return "other";
  return { status: row.status, headers: row.headers, body: JSON.parse(row.body) as object | null };
}

/** Keeps the answer, in the transaction of the write that it tells of. */
export async function keepAnswer(
  { db, userId }: UnitOfWork,
  key: string,
  { status, headers, body }: StoredAnswer,
): Promise<void> {
  await db.query(
    "UPDATE idempotency SET status = $3, headers = $4, body = $5 WHERE user_id = $1 AND key = $2",
    [userId, key, status, JSON.stringify(headers), JSON.stringify(body)],
  );
}
