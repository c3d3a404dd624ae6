import type { ChannelKind } from "@punctual/contracts/channel";
import type { NoticeKind } from "@punctual/contracts/notice";
import type { QuietHours } from "@punctual/schedule/reminder/quiet";
import type { Queryable } from "@punctual/service-kit/database";
import { prepared } from "@punctual/service-kit/database/prepared";
import { burstInterval, paceSeconds } from "../sending/pace.ts";

/** A notice that is to be sent by a channel now. */
export interface Sending {
  readonly id: number;
  readonly notice_id: number;
  readonly channel_id: number;
  /** This try, from 1. */
  readonly attempts: number;
  readonly user_id: string;
  readonly channel_kind: ChannelKind;
  readonly config: unknown;
  /** Tries by this channel that failed since the last that went well. */
  readonly failures: number;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body: string;
  readonly task_id: number | null;
  /** Which of the task's. */
  readonly reminder_id: number | null;
  readonly quiet_hours: QuietHours | null;
  readonly due_at: Date | null;
  readonly remind_at: Date | null;
  readonly delivered_at: Date;
  readonly expires_at: Date;
}

/** For how long what somebody takes is theirs; after a crash, the others wait so long. Longer than a try. */
const TAKEN_SECONDS = 30;

/** Makes known by which channels new notices go. @returns how many notices */
export async function planNotices(db: Queryable, limit: number): Promise<number> {
  const { rowCount } = await db.query(PLAN([limit]));
  return rowCount ?? 0;
}

/** Of the channel that everybody has, as SQL. */
export const LIVE_NAME = "'Open clients'";

const PLAN = prepared(`
  WITH new AS (
    SELECT id, user_id, channel_id, kind FROM notice WHERE planned_at IS NULL ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
  ), live AS (
    INSERT INTO channel (user_id, kind, name, config)
    SELECT DISTINCT user_id, 'live', ${LIVE_NAME}, jsonb_build_object('user_id', user_id) FROM new
    -- So that it is given also where another replica makes it at the same time.
    ON CONFLICT (user_id) WHERE kind = 'live' DO UPDATE SET name = channel.name RETURNING id, user_id, enabled
  ), enabled AS (
    SELECT id, user_id, true AS confirmed FROM live WHERE enabled
    UNION ALL SELECT id, user_id, confirmed_at IS NOT NULL FROM channel WHERE kind <> 'live' AND channel.enabled AND deleted_at IS NULL
      AND user_id IN (SELECT user_id FROM new)
  ), planned AS (
    INSERT INTO channel_delivery (notice_id, channel_id)
    SELECT new.id, enabled.id FROM new JOIN enabled USING (user_id)
    WHERE (new.channel_id IS NULL OR new.channel_id = enabled.id) AND confirmed = (new.kind <> 'confirmation')
    ON CONFLICT DO NOTHING
  )
  UPDATE notice SET planned_at = clock_timestamp() FROM new WHERE notice.id = new.id`);

/**
 * Takes what is to be sent now, so that no other replica does: of each channel a few, of one that fails a single one, so
 * that none takes up what the others need.
 *
 * @param busy channels that have enough already
 */
export async function takeSendings(
  db: Queryable,
  { limit, perChannel, busy }: { limit: number; perChannel: number; busy: readonly number[] },
): Promise<Sending[]> {
  const { rows } = await db.query<Sending>(TAKE([limit, perChannel, busy]));
  return rows;
}

const TAKE = prepared(`
  WITH ready AS (
    SELECT d.id, c.failures, row_number() OVER (PARTITION BY d.channel_id ORDER BY d.not_before, d.id) AS n, d.not_before
    FROM channel_delivery AS d JOIN channel AS c ON c.id = d.channel_id
    WHERE d.state = 'waiting' AND d.not_before <= now() AND NOT d.channel_id = ANY($3::bigint[])
      AND c.enabled AND (c.retry_at IS NULL OR c.retry_at <= now())
      AND (c.paced_until IS NULL OR c.paced_until <= now() + ${burstInterval("c.kind")})
  ), mine AS (
    SELECT id FROM channel_delivery WHERE state = 'waiting' AND not_before <= now() AND id IN (
      SELECT id FROM ready WHERE n <= CASE WHEN failures > 0 THEN 1 ELSE $2::int END ORDER BY not_before LIMIT $1)
    FOR UPDATE SKIP LOCKED
  )
  UPDATE channel_delivery AS d SET attempts = attempts + 1, not_before = now() + interval '${TAKEN_SECONDS} seconds'
  FROM mine, notice AS n, channel AS c
  WHERE d.id = mine.id AND n.id = d.notice_id AND c.id = d.channel_id
  RETURNING d.id, d.notice_id, d.channel_id, d.attempts, n.user_id, c.kind AS channel_kind, c.config, c.failures, n.kind, n.title,
    n.body, n.task_id, n.reminder_id, n.quiet_hours, n.due_at, n.remind_at, n.delivered_at, n.expires_at`);

/** Notes that a channel took it. */
export async function noteAccepted(db: Queryable, { id, channel_id, channel_kind }: Sending): Promise<void> {
  await db.query(ACCEPTED([id, channel_id, paceSeconds(channel_kind)]));
}

const ACCEPTED = prepared(`
  WITH done AS (
    UPDATE channel_delivery SET state = 'accepted', ended_at = clock_timestamp(), error = NULL WHERE id = $1
  )
  UPDATE channel SET failures = 0, error = NULL, retry_at = NULL, last_accepted_at = clock_timestamp(),
    paced_until = greatest(paced_until, now()) + make_interval(secs => $3) WHERE id = $2`);

/** Puts a delivery off that was taken and not tried. */
export async function putOff(db: Queryable, { id }: Sending, until: Date): Promise<void> {
  await db.query(
    "UPDATE channel_delivery SET not_before = $2, attempts = attempts - 1 WHERE id = $1 AND state = 'waiting'",
    [id, until],
  );
}

/** Ends a delivery that nobody wants any more. */
export async function drop(db: Queryable, { id }: Sending): Promise<void> {
  await db.query(
    "UPDATE channel_delivery SET state = 'cancelled', ended_at = clock_timestamp() WHERE id = $1 AND state = 'waiting'",
    [id],
  );
}

/** Notes that a try failed: the delivery and its channel rest, or it is dead. */
export async function noteFailed(
  db: Queryable,
  { id, channel_id }: Sending,
  failure: {
    readonly reason: string;
    readonly seconds: number;
    readonly channelSeconds: number;
    dead: boolean;
  },
): Promise<void> {
  const { reason, seconds, channelSeconds, dead } = failure;
  await db.query(FAILED([id, channel_id, reason, seconds, channelSeconds, dead]));
}

const FAILED = prepared(`
  WITH done AS (
    UPDATE channel_delivery SET error = $3, not_before = now() + make_interval(secs => $4),
      state = CASE WHEN $6 THEN 'dead' ELSE state END, ended_at = CASE WHEN $6 THEN clock_timestamp() END
    WHERE id = $1 AND state = 'waiting'
  )
  UPDATE channel SET failures = failures + 1, error = $3, last_failed_at = clock_timestamp(),
    retry_at = now() + make_interval(secs => $5) WHERE id = $2`);

/** Notes that it was refused for good; `gone`: and so will be whatever comes after it. */
export async function noteRefused(
  db: Queryable,
  { id, channel_id }: Sending,
  { reason, gone }: { readonly reason: string; readonly gone: boolean },
): Promise<void> {
  await db.query(REFUSED([id, channel_id, reason, gone]));
}

const REFUSED = prepared(`
  WITH done AS (
    UPDATE channel_delivery SET state = 'refused', error = $3, ended_at = clock_timestamp()
    WHERE id = $1 OR ($4 AND channel_id = $2 AND state = 'waiting')
  )
  UPDATE channel SET failures = failures + 1, error = $3, last_failed_at = clock_timestamp(), enabled = enabled AND NOT $4
  WHERE id = $2`);

/** Ends what was not sent while it was worth something. @returns how many */
export async function expire(db: Queryable): Promise<number> {
  const { rowCount } = await db.query(
    `UPDATE channel_delivery AS d SET ended_at = clock_timestamp(),
       state = CASE WHEN attempts > 0 THEN 'dead' ELSE 'expired' END
     FROM notice WHERE notice.id = d.notice_id AND d.state = 'waiting' AND d.not_before <= now()
       AND notice.expires_at < now()`,
  );
  return rowCount ?? 0;
}
