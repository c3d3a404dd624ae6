import { between, nextAfter, type Occurrence, type Series } from "../expand/series.ts";
import { toInstant, toWall } from "../zone/wall.ts";
import { type Due, isDate, occurrenceOf, placeOf, type Recurring, seriesOf, zoneOf } from "./recurring.ts";

/** The occurrence that follows one which was closed. */
export interface Next extends Due {
  /** What names it within its series. */
  readonly occurrence: string;
  /** The how manieth task of the series it is. */
  readonly number: number;
  /** How many went by, and are not made, since the one that was closed; counted up to 2,000. */
  readonly missed: number;
}

/** Missed occurrences that are looked at together. */
const BATCH = 500;
/** More than so many aren't counted: others wait while they are. */
const MOST_MISSED = 2000;
const LOOK_BACK_DAYS = 4096;

/**
 * The next occurrence of a task that was completed or skipped, or null where its series has ended.
 *
 * From the schedule it is the one after the task's own; where several have gone by meanwhile, the latest of them, with a
 * count of the others: what was missed never piles up. From completion, the rule counts from the day it was closed.
 *
 * @param closedAt when it was done or skipped, RFC 3339
 * @throws RecurError for a rule that can't be read, or would take too long to expand
 */
export function nextOccurrence(task: Recurring, closedAt: string): Next | null {
  const place = placeOf(task);
  const found = following(task, closedAt);
  if (!found || !place) return null;
  return { ...dueOf(found.occurrence), number: place.number + 1, missed: found.missed };
}

/** Like {@link nextOccurrence}, as the rule gives it. */
export function following(task: Recurring, closedAt: string): Found | null {
  if (!task.recurrence) return null;
  return task.recurrence.mode === "completion"
    ? fromCompletion(task, closedAt)
    : fromSchedule(task, closedAt);
}

/** An occurrence as a task's due date, and its name. */
export function dueOf(occurrence: Occurrence): Due & { readonly occurrence: string } {
  return occurrence.kind === "date"
    ? { due_at: null, due_date: occurrence.date, occurrence: occurrence.date }
    : { due_at: new Date(occurrence.at).toISOString(), due_date: null, occurrence: occurrence.local };
}

/** A moment as a series compares it: a date, or an instant. */
export function momentIn(series: Series, local: string): string {
  if (series.start.kind === "date") return local.slice(0, 10);
  return toInstant(isDate(local) ? `${local}T00:00:00` : local, series.start.timeZone);
}

/** An occurrence, and how many before it went by. */
interface Found {
  readonly occurrence: Occurrence;
  readonly missed: number;
}

function fromSchedule(task: Recurring, closedAt: string): Found | null {
  const series = seriesOf(task);
  const from = series && placed(task, series);
  if (!series || from === undefined) return null;
  const now = series.start.kind === "date" ? toWall(closedAt, zoneOf(task)).slice(0, 10) : closedAt;
  return latestMissed(series, from, now) ?? withNoneMissed(nextAfter(series, from));
}

/** Where a task stands: one that was put off beyond others of its series stands after those. */
function placed(task: Recurring, series: Series): string | undefined {
  const place = placeOf(task);
  const due = occurrenceOf(task);
  if (!place) return undefined;
  const own = momentIn(series, place.occurrence);
  const now = due === undefined || isDate(due) !== isDate(place.occurrence) ? own : momentIn(series, due);
  return isLater(now, own) ? now : own;
}

function latestMissed(series: Series, after: string, now: string): Found | undefined {
  let missed = 0;
  let latest: Occurrence | undefined;
  for (let from = after; missed < MOST_MISSED; ) {
    const batch = between(series, from, justAfter(now), BATCH).filter((each) =>
      isLater(momentOf(each), from),
    );
    missed += batch.length;
    const last = batch.at(-1);
    latest = last ?? latest;
    if (!last || batch.length < BATCH - 1) return latest && { occurrence: latest, missed: missed - 1 };
    from = momentOf(last);
  }
  const found = latestBefore(series, now) ?? latest;
  return found && { occurrence: found, missed: MOST_MISSED };
}

/** Looks back from `now`, ever further: with so many missed, one isn't far. */
function latestBefore(series: Series, now: string): Occurrence | undefined {
  for (let days = 1; days <= LOOK_BACK_DAYS; days *= 8) {
    const found = between(series, daysBefore(now, days), justAfter(now), BATCH).at(-1);
    if (found) return found;
  }
  return undefined;
}

function daysBefore(moment: string, days: number): string {
  const before = new Date(Date.parse(moment) - days * 24 * 60 * 60 * 1000).toISOString();
  return isDate(moment) ? before.slice(0, 10) : before;
}

function fromCompletion(task: Recurring, closedAt: string): Found | null {
  const place = placeOf(task);
  const zone = zoneOf(task);
  if (!place) return null;
  const closed = toWall(closedAt, zone);
  const start = isDate(place.start) ? closed.slice(0, 10) : `${closed.slice(0, 10)}${place.start.slice(10)}`;
  const series = seriesOf(task, start);
  if (!series) return null;
  const { count, ...rule } = series.rule;
  if (count !== undefined && place.number >= count) return null;
  const own = momentIn(series, start);
  // A rule with hours of its own may come again on the same day.
  const after = series.start.kind === "wall" && rule.byHour.length > 0 ? closedAt : own;
  return withNoneMissed(nextAfter({ ...series, rule }, after));
}

function withNoneMissed(occurrence: Occurrence | null): Found | null {
  return occurrence && { occurrence, missed: 0 };
}

/** When an occurrence is, as its series compares it. */
export function momentOf(occurrence: Occurrence): string {
  return occurrence.kind === "date" ? occurrence.date : occurrence.at;
}

function isLater(a: string, b: string): boolean {
  return isDate(a) ? a > b : Date.parse(a) > Date.parse(b);
}

/** The least moment after another: for bounds that don't belong to what they bound. */
function justAfter(moment: string): string {
  const day = 24 * 60 * 60 * 1000;
  if (isDate(moment)) return new Date(Date.parse(`${moment}T00:00:00Z`) + day).toISOString().slice(0, 10);
  return new Date(Date.parse(moment) + 1).toISOString();
}
