import type { QuietHours } from "@punctual/contracts/quiet-hours";
import type { Queryable } from "@punctual/service-kit/database";
import { prepared } from "@punctual/service-kit/database/prepared";
import type { ReminderKey } from "../../reminders/job.ts";

/** A reminder whose time has come, with what its event tells. */
export interface DueReminder extends ReminderKey {
  readonly id: number;
  readonly user_id: string;
  readonly remind_at: Date;
  readonly title: string;
  readonly due_at: Date | null;
  readonly due_date: string | null;
  /** Of the task, or else of its owner (IANA). */
  readonly time_zone: string;
  /** Of its owner; null where they always want to hear. */
  readonly quiet_hours: (QuietHours & { readonly time_zone: string }) | null;
}

/** Reminders that were missed for longer than this, in hours, are told of together. */
const STALE_HOURS = 24;

const COLUMNS = `reminder.id, reminder.user_id, task_id, reminder_id, remind_at, title, due_at, due_date,
  coalesce(task.time_zone, person.time_zone, 'UTC') AS time_zone,
  person.quiet_hours || jsonb_build_object('time_zone', coalesce(person.time_zone, 'UTC')) AS quiet_hours`;
// A task that is done or gone has none that wait; whatever comes between is seen here.
const FROM = `FROM reminder JOIN task ON task.id = task_id LEFT JOIN person ON person.id = reminder.user_id
  WHERE fired_at IS NULL AND cancelled_at IS NULL AND status = 'open' AND deleted_at IS NULL`;

/** Those of the named ones whose time has come at `now`. */
export async function dueOf(db: Queryable, keys: readonly ReminderKey[], now: Date): Promise<DueReminder[]> {
  const { rows } = await db.query<DueReminder>(
    DUE([keys.map(({ task_id }) => task_id), keys.map(({ reminder_id }) => reminder_id), now]),
  );
  return rows;
}

const DUE = prepared(`SELECT ${COLUMNS} ${FROM} AND remind_at <= $3 AND (task_id, reminder_id) IN
  (SELECT * FROM unnest($1::bigint[], $2::integer[]))`);

/** Those whose time came before `before`, the oldest first, but for those that are stale by then. */
export async function overdue(db: Queryable, before: Date, limit: number): Promise<DueReminder[]> {
  const { rows } = await db.query<DueReminder>(OVERDUE([before, limit]));
  return rows;
}

const OVERDUE = prepared(`SELECT ${COLUMNS} ${FROM} AND missed_in IS NULL AND remind_at <= $1
  AND remind_at > $1::timestamptz - interval '${STALE_HOURS} hours' ORDER BY remind_at LIMIT $2`);

/** Takes all stale ones of some users together: from now on one event tells of them. @returns how many */
export async function gatherMissed(db: Queryable, now: Date): Promise<number> {
  const { rowCount } = await db.query(GATHER([now]));
  return rowCount ?? 0;
}

const GATHER = prepared(`
  WITH stale AS (
    SELECT reminder.id, reminder.user_id ${FROM} AND missed_in IS NULL
      AND remind_at <= $1::timestamptz - interval '${STALE_HOURS} hours'
  ), told AS MATERIALIZED (SELECT user_id, gen_random_uuid() AS missed_in FROM (SELECT DISTINCT user_id FROM stale) AS users)
  UPDATE reminder SET missed_in = told.missed_in FROM stale JOIN told USING (user_id) WHERE reminder.id = stale.id`);

/** What was missed and is told of together. */
export interface Missed {
  readonly missed_in: string;
  readonly count: number;
  /** The latest, that one first. */
  readonly some: readonly DueReminder[];
}

/** What was gathered and isn't told yet, for some users. */
export async function missedTogether(db: Queryable, most: number): Promise<Missed[]> {
  const { rows } = await db.query<DueReminder & { missed_in: string; count: number }>(MISSED([most]));
  return [...Map.groupBy(rows, ({ missed_in }) => missed_in)].map(([missed_in, some]) => ({
    ...{ missed_in, some },
    count: some[0]?.count ?? some.length,
  }));
}

const MISSED = prepared(`
  SELECT * FROM (
    SELECT ${COLUMNS}, missed_in, count(*) OVER (PARTITION BY missed_in)::int AS count,
      row_number() OVER (PARTITION BY missed_in ORDER BY remind_at DESC, reminder.id) AS n
    ${FROM} AND missed_in IN (SELECT DISTINCT missed_in FROM reminder
      WHERE missed_in IS NOT NULL AND fired_at IS NULL AND cancelled_at IS NULL LIMIT 20)
  ) AS each WHERE n <= $1 ORDER BY missed_in, n`);

/** Notes that Kafka has the events of these; gives those that nobody had noted before. */
export async function markFired(
  db: Queryable,
  ids: readonly number[],
): Promise<{ id: number; fired_at: Date }[]> {
  const { rows } = await db.query<{ id: number; fired_at: Date }>(FIRED([ids]));
  return rows;
}

const FIRED = prepared(`UPDATE reminder SET fired_at = clock_timestamp()
  WHERE id = ANY($1::bigint[]) AND fired_at IS NULL RETURNING id, fired_at`);

/** The same for all that one event told of. */
export async function markMissedTold(db: Queryable, missedIn: string): Promise<number> {
  const { rowCount } = await db.query(
    "UPDATE reminder SET fired_at = clock_timestamp() WHERE missed_in = $1 AND fired_at IS NULL",
    [missedIn],
  );
  return rowCount ?? 0;
}

/** Cancels what waits though its task is done or gone: nobody wants to hear of it. @returns how many */
export async function cancelOrphans(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(
    `UPDATE reminder SET cancelled_at = clock_timestamp()
     WHERE fired_at IS NULL AND cancelled_at IS NULL AND remind_at <= $1
       AND NOT EXISTS (SELECT FROM task WHERE task.id = task_id AND status = 'open' AND deleted_at IS NULL)`,
    [before],
  );
  return rowCount ?? 0;
}
