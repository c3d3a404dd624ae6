import type { Task } from "@punctual/contracts/task";
import { prepared } from "@punctual/service-kit/database/prepared";
import type pg from "pg";
import type { Change } from "../../domain/change.ts";
import { needsOwnZone, wantedReminders } from "../../domain/reminders.ts";
import { ownZone } from "../own-zone.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** PostgreSQL's NOTIFY that wakes who arms reminders; per database, so the payload names the schema. */
export const REMINDERS_CHANNEL = "reminders";

/** One whose time passed longer ago than this when it was set is not wanted: nobody sets one to be late. */
const GRACE = "interval '1 minute'";

/**
 * The statements that make the reminders of a write's tasks wanted as the tasks are now, and cancel all others of theirs;
 * none where no task has or had reminders.
 */
export async function reminderStatements(
  unit: UnitOfWork,
  changes: readonly Change[],
): Promise<pg.QueryConfig[]> {
  const tasks = new Map<number, Task>();
  for (const change of changes) {
    if (change.entity !== "task") continue;
    const { before, after, action } = change;
    if (after.reminders.length === 0 && (before?.reminders.length ?? 0) === 0 && !tasks.has(after.id))
      continue;
    tasks.set(after.id, action === "purged" ? { ...after, reminders: [] } : after);
  }
  if (tasks.size === 0) return [];
  const zone = [...tasks.values()].some(needsOwnZone) ? await ownZone(unit) : "UTC";
  return [wantStatement(unit.userId, [...tasks.values()], zone)];
}

/** The statement that makes the reminders of a person's tasks wanted as the tasks are, and cancels all others of theirs. */
export function wantStatement(userId: string, tasks: readonly Task[], zone: string): pg.QueryConfig {
  const wanted = tasks.flatMap((task) =>
    wantedReminders(task, zone).map((reminder) => ({ task_id: task.id, ...reminder })),
  );
  return WANT([userId, tasks.map(({ id }) => id), JSON.stringify(wanted), REMINDERS_CHANNEL]);
}

const WANT = prepared(`
  WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($3::jsonb) AS g (task_id bigint, reminder_id integer, remind_at timestamptz)
  ), cancelled AS (
    UPDATE reminder SET cancelled_at = clock_timestamp()
    WHERE user_id = $1 AND task_id = ANY($2::bigint[]) AND fired_at IS NULL AND cancelled_at IS NULL
      AND (task_id, reminder_id, remind_at) NOT IN (SELECT task_id, reminder_id, remind_at FROM given)
    RETURNING id
  ), kept AS (
    INSERT INTO reminder (user_id, task_id, reminder_id, remind_at)
    SELECT $1, task_id, reminder_id, remind_at FROM given WHERE remind_at > clock_timestamp() - ${GRACE}
    ON CONFLICT (task_id, reminder_id, remind_at) DO UPDATE
      SET cancelled_at = NULL, disarmed_at = NULL, armed_at = NULL, wanted_at = clock_timestamp()
      WHERE reminder.cancelled_at IS NOT NULL AND reminder.fired_at IS NULL
    RETURNING id
  )
  SELECT pg_notify($4, current_schema())
  WHERE EXISTS (SELECT FROM cancelled) OR EXISTS (SELECT FROM kept)`);
