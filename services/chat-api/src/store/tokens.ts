import type { ApiToken, NewApiToken, Scope } from "@punctual/contracts/people";
import type { Queryable } from "@punctual/service-kit/database";

/** A token as it is looked up before anybody knows who is asking. */
export interface FoundToken {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | undefined;
  readonly lastUsedAt: Date | undefined;
  readonly revoked: boolean;
}

/** Finds a token by its SHA-256; undefined when it is nobody's. As the owner: who is asking isn't known yet. */
export async function findToken(db: Queryable, sha256: Buffer): Promise<FoundToken | undefined> {
  const { rows } = await db.query<{
    id: string;
    user_id: string;
    name: string;
    scopes: Scope[];
    expires_at: Date | null;
    last_used_at: Date | null;
    revoked: boolean;
  }>(
    `SELECT id, user_id, name, scopes, expires_at, last_used_at, revoked_at IS NOT NULL AS revoked
     FROM api_token WHERE token_sha256 = $1`,
    [sha256],
  );
  const [row] = rows;
  return (
    row && {
      id: row.id,
      userId: row.user_id,
      name: row.name,
      scopes: row.scopes,
      expiresAt: row.expires_at ?? undefined,
      lastUsedAt: row.last_used_at ?? undefined,
      revoked: row.revoked,
    }
  );
}

/**
 * Accepts a token from now on, and makes the person it belongs to; `sha256` is its hash in hex. One that was revoked
 * stays revoked.
 */
export async function acceptToken(db: Queryable, userId: string, sha256: string): Promise<void> {
  await db.query(
    `WITH owner AS (INSERT INTO person (id) VALUES ($2) ON CONFLICT (id) DO NOTHING)
     INSERT INTO api_token (token_sha256, user_id) VALUES (decode($1, 'hex'), $2)
     ON CONFLICT (token_sha256) DO UPDATE SET user_id = excluded.user_id`,
    [sha256, userId],
  );
}

/** Writes when tokens were last used, unless another replica has just done so. */
export async function touchTokens(db: Queryable, ids: readonly string[], at: Date): Promise<void> {
  await db.query(
    `UPDATE api_token SET last_used_at = $2
     WHERE id = ANY ($1::uuid[]) AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`,
    [ids, at],
  );
}

/** A token's columns as people see them. */
const SHOWN = "id, name, scopes, created_by, created_at, expires_at, last_used_at";

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: Scope[];
  readonly created_by: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
}

function toToken(row: TokenRow): ApiToken {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
  };
}

/** A person's tokens that were not revoked, newest first. */
export async function listTokens(db: Queryable, userId: string): Promise<ApiToken[]> {
  const { rows } = await db.query<TokenRow>(
    `SELECT ${SHOWN} FROM api_token WHERE user_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id`,
    [userId],
  );
  return rows.map(toToken);
}

/** Keeps a new token's hash. @param createdBy what it was made with */
export async function insertToken(
  db: Queryable,
  userId: string,
  sha256: Buffer,
  { name, scopes, expires_at }: NewApiToken,
  createdBy: string,
): Promise<ApiToken> {
  const { rows } = await db.query<TokenRow>(
    `INSERT INTO api_token (token_sha256, user_id, name, scopes, created_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${SHOWN}`,
    [sha256, userId, name, scopes, createdBy, expires_at],
  );
  const [row] = rows;
  if (!row) throw new Error("no token was made");
  return toToken(row);
}

/** Revokes a person's token; false where they have none of that id. */
export async function revokeToken(db: Queryable, userId: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    "UPDATE api_token SET revoked_at = now() WHERE id = $2 AND user_id = $1 AND revoked_at IS NULL",
    [userId, id],
  );
  return rowCount === 1;
}
