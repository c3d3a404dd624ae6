import { createHash, randomBytes } from "node:crypto";
import type { Readable } from "node:stream";
import type { Feed } from "@punctual/contracts/interchange";
import { writeIcs } from "@punctual/interchange/ics/write";
import { writeEvents } from "@punctual/interchange/ics/write-events";
import type pg from "pg";
import type { Reader } from "../store/unit-of-work.ts";
import { streamTasks } from "./export.ts";

/** What a feed without a query has. */
const DEFAULT_QUERY = "status:open";
/** How exactly it's known when a feed was last fetched: a write for each fetch would be too dear. */
const LAST_USE = "1 minute";
const SECRET = /^[0-9a-f]{64}$/;

/** Whose calendar a secret opens. */
export interface OpenedFeed extends Pick<Feed, "id" | "query" | "time_zone"> {
  readonly userId: string;
}

interface Row extends Omit<Feed, "created_at" | "last_used_at"> {
  readonly created_at: Date;
  readonly last_used_at: Date | null;
}

const COLUMNS = "id, name, query, time_zone, created_at, last_used_at";

function toFeed(row: Row): Feed {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
  };
}

function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** Makes a feed; its secret, 256 random bits in hex, is known to nobody afterwards. */
export async function makeFeed(
  { db, userId }: Reader,
  { name, query, time_zone }: Pick<Feed, "name" | "query" | "time_zone">,
): Promise<{ readonly feed: Feed; readonly secret: string }> {
  const secret = randomBytes(32).toString("hex");
  const { rows } = await db.query<Row>(
    `INSERT INTO feed (user_id, name, query, time_zone, secret_sha256) VALUES ($1, $2, $3, $4, $5)
     RETURNING ${COLUMNS}`,
    [userId, name, query, time_zone, hashOf(secret)],
  );
  const [made] = rows;
  if (!made) throw new Error("no feed was made");
  return { feed: toFeed(made), secret };
}

/** All feeds, the oldest first. */
export async function listFeeds({ db, userId }: Reader): Promise<Feed[]> {
  const { rows } = await db.query<Row>(`SELECT ${COLUMNS} FROM feed WHERE user_id = $1 ORDER BY id`, [
    userId,
  ]);
  return rows.map(toFeed);
}

/** Revokes a feed: its address opens nothing from now on. False where there is none. */
export async function revokeFeed({ db, userId }: Reader, id: number): Promise<boolean> {
  const { rowCount } = await db.query("DELETE FROM feed WHERE user_id = $1 AND id = $2", [userId, id]);
  return rowCount === 1;
}

/** The feed that a secret opens; undefined for none. Nobody has to say who they are. */
export async function openFeed(pool: pg.Pool, secret: string): Promise<OpenedFeed | undefined> {
  if (!SECRET.test(secret)) return undefined;
  const hash = hashOf(secret);
  const { rows } = await pool.query<Omit<OpenedFeed, "userId"> & { user_id: string }>(
    "SELECT id, user_id, query, time_zone FROM feed WHERE secret_sha256 = $1",
    [hash],
  );
  const [row] = rows;
  if (!row) return undefined;
  await pool.query(
    `UPDATE feed SET last_used_at = now() WHERE secret_sha256 = $1
       AND (last_used_at IS NULL OR last_used_at < now() - interval '${LAST_USE}')`,
    [hash],
  );
  return { id: row.id, userId: row.user_id, query: row.query, time_zone: row.time_zone };
}

/**
 * A weak entity tag of a feed as it is now: another whenever the person has changed anything, and each hour, since what
 * is due "today" changes by itself.
 */
export async function feedTag(pool: pg.Pool, { id, userId }: OpenedFeed, as: string): Promise<string> {
  const { rows } = await pool.query<{ tag: string }>(
    `SELECT coalesce((SELECT last_sequence FROM event_stream WHERE user_id = $1), 0)
       || '.' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDDHH24') AS tag`,
    [userId],
  );
  return `W/"${id}.${rows[0]?.tag}.${as}"`;
}

/** The calendar, as to-dos or as events. */
export function feedCalendar(pool: pg.Pool, feed: OpenedFeed, as: "todos" | "events"): Promise<Readable> {
  const options = { query: feed.query ?? DEFAULT_QUERY, time_zone: feed.time_zone };
  return streamTasks(pool, feed.userId, options, as === "events" ? writeEvents : writeIcs, false);
}
