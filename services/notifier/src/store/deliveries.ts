import type { Queryable } from "@punctual/service-kit/database";

/** How notices reach people: an inbox of their own. */
export const CHANNEL = "inbox" as const;

/** A notice to be put into its user's inbox. */
export interface Notice {
  readonly userId: string;
  readonly title: string;
  readonly body: string;
  readonly taskId?: number;
  /** RFC 3339. */
  readonly remindAt?: string;
}

/** Delivers a notice to the inbox. */
export async function deliver(db: Queryable, notice: Notice): Promise<{ id: number; deliveredAt: Date }> {
  const { rows } = await db.query<{ id: number; delivered_at: Date }>(
    `INSERT INTO delivery (user_id, channel, title, body, task_id, remind_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id, delivered_at`,
    [notice.userId, CHANNEL, notice.title, notice.body, notice.taskId ?? null, notice.remindAt ?? null],
  );
  const row = rows[0];
  if (!row) throw new Error("the delivery was not stored");
  return { id: row.id, deliveredAt: row.delivered_at };
}

/** Acknowledges a delivery; the first time counts. Undefined when there is no such delivery. */
export async function acknowledge(db: Queryable, id: number): Promise<Date | undefined> {
  const { rows } = await db.query<{ acknowledged_at: Date }>(
    `UPDATE delivery SET acknowledged_at = coalesce(acknowledged_at, clock_timestamp())
     WHERE id = $1 RETURNING acknowledged_at`,
    [id],
  );
  return rows[0]?.acknowledged_at;
}
