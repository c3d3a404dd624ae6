import type { DeliveryLag, ToldReminder } from "@punctual/contracts/reminder-audit";
import type { Queryable } from "@punctual/service-kit/database";

interface Row {
  readonly reminder_id: number | null;
  readonly remind_at: Date;
  readonly delivered_at: Date;
  readonly acknowledged_at: Date | null;
  readonly deliveries: ToldReminder["deliveries"];
}

/** What a person was told of a task's reminders, in the order in which they were due. */
export async function toldOfTask(db: Queryable, userId: string, taskId: number): Promise<ToldReminder[]> {
  const { rows } = await db.query<Row>(
    `SELECT reminder_id, remind_at, delivered_at, acknowledged_at, coalesce((
       SELECT jsonb_agg(jsonb_build_object('channel_id', c.id, 'kind', c.kind, 'name', c.name, 'state', d.state,
         'attempts', d.attempts, 'error', d.error,
         'next_try_at', CASE WHEN d.state = 'waiting' THEN greatest(d.not_before, c.retry_at) END,
         'accepted_at', CASE WHEN d.state = 'accepted' THEN d.ended_at END) ORDER BY c.id)
       FROM channel_delivery AS d JOIN channel AS c ON c.id = d.channel_id WHERE d.notice_id = notice.id), '[]') AS deliveries
     FROM notice WHERE user_id = $1 AND task_id = $2 AND remind_at IS NOT NULL ORDER BY remind_at, id LIMIT 500`,
    [userId, taskId],
  );
  return rows.map(({ delivered_at, ...row }) => ({
    reminder_id: row.reminder_id,
    remind_at: row.remind_at.toISOString(),
    received_at: delivered_at.toISOString(),
    acknowledged_at: row.acknowledged_at?.toISOString() ?? null,
    deliveries: row.deliveries,
  }));
}

/** How late reminders were accepted in the last hour, by kind of channel; what was missed for a day is left out. */
export async function deliveryLagOf(db: Queryable): Promise<DeliveryLag["channels"]> {
  const { rows } = await db.query<DeliveryLag["channels"][number]>(
    `SELECT kind, count(*)::int AS accepted, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50_ms,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY ms) AS p99_ms, max(ms) AS max_ms
     FROM (
       SELECT c.kind, extract(epoch FROM d.ended_at - n.remind_at)::float8 * 1000 AS ms
       FROM channel_delivery AS d JOIN notice AS n ON n.id = d.notice_id JOIN channel AS c ON c.id = d.channel_id
       WHERE d.state = 'accepted' AND d.ended_at > now() - interval '1 hour' AND n.kind = 'reminder'
         AND n.delivered_at > now() - interval '1 day 1 hour' AND n.remind_at IS NOT NULL
     ) AS late GROUP BY kind ORDER BY kind`,
  );
  return rows;
}

/** Acknowledges all that a person was told of a task; what of it still waits to be sent isn't any more. @returns how many */
export async function acknowledgeTask(db: Queryable, userId: string, taskId: number): Promise<number> {
  const { rowCount } = await db.query(
    `WITH seen AS (
       UPDATE notice SET acknowledged_at = clock_timestamp()
       WHERE user_id = $1 AND task_id = $2 AND acknowledged_at IS NULL RETURNING id
     ), ended AS (
       UPDATE channel_delivery SET state = 'cancelled', ended_at = clock_timestamp() FROM seen
       WHERE notice_id = seen.id AND state = 'waiting'
     ) SELECT FROM seen`,
    [userId, taskId],
  );
  return rowCount ?? 0;
}
