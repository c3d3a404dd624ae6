import { nextAtClock } from "@punctual/schedule/reminder/daily";
import { toWall } from "@punctual/schedule/zone/wall";
import type pg from "pg";
import { type DigestTask, type DueDigest, digestTasks, dueDigests, setNextDigest } from "../store/digests.ts";
import { readAs } from "../store/unit-of-work.ts";
import type { Notices } from "../use-cases/notices.ts";

/** People who are told with one look into the database. */
const BATCH = 100;
/** Tasks that a digest lists. */
const LISTED = 20;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Tells everybody whose digest's time has come what is due today and overdue; nothing where nothing is. One of yesterday
 * or before is left out: its day is over. Who was told before a crash isn't told again.
 *
 * @returns how many people were looked at
 * @throws AggregateError where some could not be told; they are looked at again
 */
export async function tellDigests(
  pool: pg.Pool,
  notices: Pick<Notices, "notify">,
  now: Date,
): Promise<number> {
  const due = await dueDigests(pool, now, BATCH);
  const failures: unknown[] = [];
  for (const each of due) {
    try {
      if (now.getTime() - each.digest_next_at.getTime() < DAY_MS) await tell(pool, notices, each, now);
      await setNextDigest(pool, each, nextAtClock(each.daily_digest_at, each.time_zone, now.toISOString()));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} digests can't be told now`);
  return due.length;
}

async function tell(
  pool: pg.Pool,
  notices: Pick<Notices, "notify">,
  { user_id, time_zone, digest_next_at }: DueDigest,
  now: Date,
): Promise<void> {
  const date = toWall(now.toISOString(), time_zone).slice(0, 10);
  const ends = nextAtClock("00:00", time_zone, now.toISOString());
  const begins = nextAtClock("00:00", time_zone, new Date(Date.parse(ends) - 1.5 * DAY_MS).toISOString());
  const tasks = await readAs(pool, user_id, (reader) => digestTasks(reader, { date, begins, ends }, LISTED));
  const text = digestText(tasks, time_zone);
  if (!text) return;
  await notices.notify({
    ...text,
    user_id,
    kind: "digest",
    request_key: `digest ${digest_next_at.toISOString()}`,
  });
}

/** What a digest says; undefined where there is nothing to say. */
export function digestText(
  tasks: readonly DigestTask[],
  zone: string,
): { readonly title: string; readonly body: string } | undefined {
  const [first] = tasks;
  if (!first) return undefined;
  const { total, total_overdue } = first;
  const today = total - total_overdue;
  const counts = [
    ...(today > 0 ? [`${today} due today`] : []),
    ...(total_overdue > 0 ? [`${total_overdue} overdue`] : []),
  ];
  const lines = tasks.map(({ title, due_at, overdue }) => {
    const clock = due_at && !overdue ? ` (${toWall(due_at.toISOString(), zone).slice(11, 16)})` : "";
    return `${overdue ? "Overdue: " : ""}${title.slice(0, 200)}${clock}`;
  });
  const more = total - tasks.length;
  return {
    title: `Your day: ${counts.join(", ")}`,
    body: [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"),
  };
}
