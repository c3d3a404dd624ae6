import type { NoticeKind } from "@punctual/contracts/notice";
import type { QuietHours } from "@punctual/schedule/reminder/quiet";
import type { Queryable } from "@punctual/service-kit/database";

/** Where every notice is from the start: in the inbox of its person. */
export const INBOX = "inbox" as const;

/** What a person is to be told. */
export interface NewNotice {
  readonly userId: string;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body: string;
  readonly taskId?: number;
  /** RFC 3339. */
  readonly remindAt?: string;
  /** Which of the task's. */
  readonly reminderId?: number | undefined;
  /** RFC 3339. */
  readonly dueAt?: string | null;
  /** By which the same request is known when it comes again. */
  readonly requestKey?: string | undefined;
  /** While its person wants to hear of nothing. */
  readonly quietHours?: QuietHours | null | undefined;
  /** The one channel that it is for; all of the person's without. */
  readonly channelId?: number;
}

/** Puts a notice into the inbox; the worker sends it by the person's channels. */
export async function keepNotice(
  db: Queryable,
  notice: NewNotice,
): Promise<{ id: number; deliveredAt: Date }> {
  const { rows } = await db.query<{ id: number; delivered_at: Date }>(
    `INSERT INTO notice (user_id, channel, kind, title, body, task_id, remind_at, due_at, channel_id, reminder_id,
       quiet_hours, request_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (user_id, request_key) WHERE request_key IS NOT NULL DO UPDATE SET request_key = excluded.request_key
     RETURNING id, delivered_at`,
    [
      ...[notice.userId, INBOX, notice.kind, notice.title, notice.body, notice.taskId ?? null],
      ...[notice.remindAt ?? null, notice.dueAt ?? null, notice.channelId ?? null, notice.reminderId ?? null],
      ...[notice.quietHours ?? null, notice.requestKey ?? null],
    ],
  );
  const row = rows[0];
  if (!row) throw new Error("the notice was not stored");
  return { id: row.id, deliveredAt: row.delivered_at };
}

/** Questions to addresses, whether they may be told, that a person had sent within the last day. */
export async function countConfirmations(db: Queryable, userId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM notice
     WHERE user_id = $1 AND kind = 'confirmation' AND delivered_at > now() - interval '1 day'`,
    [userId],
  );
  return rows[0]?.count ?? 0;
}

const KEPT_DAYS = 90;
const PURGED_AT_ONCE = 5_000;

/** Forgets notices, and what became of them, after 90 days; some at a time. @returns how many */
export async function purgeNotices(db: Queryable): Promise<number> {
  const { rowCount } = await db.query(
    `DELETE FROM notice WHERE id = ANY (ARRAY(
       SELECT id FROM notice WHERE delivered_at < now() - interval '${KEPT_DAYS} days' ORDER BY id LIMIT ${PURGED_AT_ONCE}))`,
  );
  return rowCount ?? 0;
}

/** A notice that was acknowledged. */
export interface Acknowledged {
  readonly acknowledged_at: Date;
  readonly user_id: string;
  readonly task_id: number | null;
  readonly reminder_id: number | null;
}

/**
 * Acknowledges a notice; the first time counts. What of it still waits to be sent isn't any more. Undefined when there is
 * no such notice.
 */
export async function acknowledge(db: Queryable, id: number): Promise<Acknowledged | undefined> {
  const { rows } = await db.query<Acknowledged>(
    `WITH ended AS (
       UPDATE channel_delivery SET state = 'cancelled', ended_at = clock_timestamp()
       WHERE notice_id = $1 AND state = 'waiting'
     )
     UPDATE notice SET acknowledged_at = coalesce(acknowledged_at, clock_timestamp())
     WHERE id = $1 RETURNING acknowledged_at, user_id, task_id, reminder_id`,
    [id],
  );
  return rows[0];
}
