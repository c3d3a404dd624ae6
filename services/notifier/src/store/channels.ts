import type { ChannelKind, ChannelPatch, ChannelView } from "@punctual/contracts/channel";
import type { Queryable } from "@punctual/service-kit/database";
import { LIVE_NAME } from "./sending.ts";

/** A channel to be kept. */
export interface ChannelDraft {
  readonly userId: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly config: object;
  /** Where to, for people to see; never a secret. */
  readonly target: string;
  /** By which the same request is known when it comes again. */
  readonly requestKey: string | undefined;
}

interface Row {
  readonly id: number;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly target: string | null;
  readonly config: { readonly format?: ChannelView["format"]; readonly secret?: string };
  readonly enabled: boolean;
  readonly confirmed_at: Date | null;
  readonly failures: number;
  readonly error: string | null;
  readonly retry_at: Date | null;
  readonly last_accepted_at: Date | null;
  readonly last_failed_at: Date | null;
  readonly created_at: Date;
  readonly waiting: number;
}

const COLUMNS = `id, kind, name, target, config, enabled, confirmed_at, failures, error, retry_at, last_accepted_at, last_failed_at,
  created_at, (SELECT count(*)::int FROM channel_delivery WHERE channel_id = channel.id AND state = 'waiting') AS waiting`;

/** A person's channels, in the order they were made; that of their open clients is always there. */
export async function listChannels(db: Queryable, userId: string): Promise<ChannelView[]> {
  await db.query(
    `INSERT INTO channel (user_id, kind, name, config) VALUES ($1, 'live', ${LIVE_NAME}, jsonb_build_object('user_id', $1::text))
     ON CONFLICT DO NOTHING`,
    [userId],
  );
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} FROM channel WHERE user_id = $1 AND deleted_at IS NULL ORDER BY id`,
    [userId],
  );
  return rows.map(viewOf);
}

/** Keeps a channel, with its secret where it has one; the same request again gives the same channel. */
export async function keepChannel(
  db: Queryable,
  draft: ChannelDraft,
): Promise<{ channel: ChannelView; secret: string | null }> {
  const { rows } = await db.query<Row>(
    `INSERT INTO channel (user_id, kind, name, config, target, request_key, confirmed_at)
     VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $2 <> 'email' THEN now() END)
     ON CONFLICT (user_id, request_key) DO UPDATE SET request_key = excluded.request_key RETURNING ${COLUMNS}`,
    [draft.userId, draft.kind, draft.name, draft.config, draft.target, draft.requestKey ?? null],
  );
  const row = rows[0];
  if (!row) throw new Error("the channel was not stored");
  return { channel: viewOf(row), secret: row.config.secret ?? null };
}

/** Changes a channel; undefined when the person has no such channel. One that is enabled begins anew. */
export async function changeChannel(
  db: Queryable,
  userId: string,
  id: number,
  { name, enabled }: ChannelPatch,
): Promise<ChannelView | undefined> {
  const { rows } = await db.query<Row>(
    `UPDATE channel SET name = coalesce($3, name), enabled = coalesce($4, enabled),
       failures = CASE WHEN $4 THEN 0 ELSE failures END, error = CASE WHEN $4 THEN NULL ELSE error END,
       retry_at = CASE WHEN $4 THEN NULL ELSE retry_at END
     WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL RETURNING ${COLUMNS}`,
    [userId, id, name ?? null, enabled ?? null],
  );
  return rows[0] && viewOf(rows[0]);
}

/** Ends a channel and what waits for it; its address goes, what became of its deliveries stays. */
export async function deleteChannel(db: Queryable, userId: string, id: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `WITH ended AS (
       UPDATE channel SET deleted_at = now(), enabled = false, config = '{}', request_key = NULL
       WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL AND kind <> 'live' RETURNING id
     ), cancelled AS (
       UPDATE channel_delivery SET state = 'cancelled', ended_at = now() FROM ended
       WHERE channel_id = ended.id AND state = 'waiting'
     ) SELECT FROM ended`,
    [userId, id],
  );
  return rowCount === 1;
}

/** Ends a channel by a link that only who is told by it has. */
export async function endChannel(db: Queryable, id: number): Promise<boolean> {
  const { rows } = await db.query<{ user_id: string }>("SELECT user_id FROM channel WHERE id = $1", [id]);
  const [row] = rows;
  if (!row) return false;
  await deleteChannel(db, row.user_id, id);
  return true;
}

/** Notes that whoever reads an address wants to be told there; false where there is no such channel. */
export async function confirmChannel(db: Queryable, id: number): Promise<boolean> {
  const { rowCount } = await db.query(
    "UPDATE channel SET confirmed_at = coalesce(confirmed_at, now()) WHERE id = $1 AND deleted_at IS NULL",
    [id],
  );
  return rowCount === 1;
}

/** Channels that a person has. */
export async function countChannels(db: Queryable, userId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM channel WHERE user_id = $1 AND deleted_at IS NULL",
    [userId],
  );
  return rows[0]?.count ?? 0;
}

function viewOf(row: Row): ChannelView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    target: row.target,
    format: row.config.format ?? null,
    enabled: row.enabled,
    state: stateOf(row),
    failures: row.failures,
    error: row.error,
    retry_at: row.retry_at?.toISOString() ?? null,
    last_accepted_at: row.last_accepted_at?.toISOString() ?? null,
    last_failed_at: row.last_failed_at?.toISOString() ?? null,
    waiting: row.waiting,
    created_at: row.created_at.toISOString(),
  };
}

function stateOf({ confirmed_at, enabled, failures, last_accepted_at }: Row): ChannelView["state"] {
  if (!enabled) return "disabled";
  if (failures > 0) return "failing";
  if (!confirmed_at) return "unconfirmed";
  return last_accepted_at ? "working" : "new";
}
