import type { LiveNotice, Notice } from "@punctual/contracts/notice";
import type { Queryable } from "@punctual/service-kit/database";
import type { Reader } from "./unit-of-work.ts";

type Row = Omit<Notice, "due_at" | "remind_at" | "created_at"> & {
  readonly due_at: Date | null;
  readonly remind_at: Date | null;
  readonly created_at: Date;
};

const COLUMNS = "id, kind, title, body, task_id, due_at, remind_at, created_at";

/** Keeps a notice; undefined where it was kept before. */
export async function keepNotice({ db, userId }: Reader, notice: LiveNotice): Promise<Notice | undefined> {
  const { rows } = await db.query<Row>(
    `INSERT INTO notice (user_id, delivery, kind, title, body, task_id, due_at, remind_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    [
      ...[userId, notice.delivery, notice.kind, notice.title, notice.body],
      ...[notice.task_id, notice.due_at, notice.remind_at],
    ],
  );
  return rows[0] && toNotice(rows[0]);
}

/** A person's notices by id; those that aren't there are left out. */
export async function findNotices({ db, userId }: Reader, ids: readonly number[]): Promise<Notice[]> {
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} FROM notice WHERE user_id = $1 AND id = ANY($2::bigint[])`,
    [userId, ids],
  );
  return rows.map(toNotice);
}

/** A person's notices, the newest first. @param before only those with a lower id */
export async function listNotices(
  { db, userId }: Reader,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<Notice[]> {
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} FROM notice WHERE user_id = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [userId, before ?? null, limit],
  );
  return rows.map(toNotice);
}

/** Forgets notices after 30 days; gives how many. */
export async function purgeNotices(db: Queryable): Promise<number> {
  const { rowCount } = await db.query("DELETE FROM notice WHERE created_at < now() - interval '30 days'");
  return rowCount ?? 0;
}

function toNotice({ due_at, remind_at, created_at, ...row }: Row): Notice {
  return {
    ...row,
    due_at: due_at?.toISOString() ?? null,
    remind_at: remind_at?.toISOString() ?? null,
    created_at: created_at.toISOString(),
  };
}
