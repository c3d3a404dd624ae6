import type { TaskEvent } from "@punctual/contracts/events";
import type { History } from "@punctual/contracts/history";
import type { Queryable } from "@punctual/service-kit/database";

/** Adds an event to the audit trail; one that is there stays as it is. */
export async function recordEvent(db: Queryable, event: TaskEvent): Promise<void> {
  await db.query(
    `INSERT INTO audit_entry (event_id, user_id, task_id, event_type, version, happened_at, task_data,
       action, actor, task_before)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (event_id) DO NOTHING`,
    [
      event.event_id,
      event.user_id,
      event.task_id,
      event.event_type,
      event.version,
      event.timestamp,
      JSON.stringify(event.task_data),
      event.action,
      event.actor && JSON.stringify(event.actor),
      event.task_before && JSON.stringify(event.task_before),
    ],
  );
}

/** A task's audit trail, oldest first. */
export async function readTrail(db: Queryable, userId: string, taskId: number): Promise<History> {
  const { rows } = await db.query<History["items"][number] & { timestamp: Date }>(
    `SELECT event_id, event_type, task_id, version, happened_at AS timestamp, action, actor,
       task_before, task_data
     FROM audit_entry WHERE user_id = $1 AND task_id = $2 ORDER BY version, happened_at`,
    [userId, taskId],
  );
  return { items: rows.map((row) => ({ ...row, timestamp: new Date(row.timestamp).toISOString() })) };
}
