import { createHash } from "node:crypto";
import type { Queryable } from "@punctual/service-kit/database";

/** Whose token this is; undefined when nobody's. */
export async function userOfToken(db: Queryable, token: string): Promise<string | undefined> {
  const hash = createHash("sha256").update(token).digest();
  const { rows } = await db.query<{ user_id: string }>(
    "SELECT user_id FROM api_token WHERE token_sha256 = $1",
    [hash],
  );
  return rows[0]?.user_id;
}

/** Accepts a token from now on; `sha256` is its hash in hex. */
export async function acceptToken(db: Queryable, userId: string, sha256: string): Promise<void> {
  await db.query(
    `INSERT INTO api_token (token_sha256, user_id) VALUES (decode($1, 'hex'), $2)
     ON CONFLICT (token_sha256) DO UPDATE SET user_id = excluded.user_id`,
    [sha256, userId],
  );
}
