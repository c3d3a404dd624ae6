import { RecurError } from "../rule/error.ts";
import type { Rule } from "../rule/rule.ts";
import { offsetAt, resolve, toInstant, toWall } from "../zone/wall.ts";
import { BUDGET, type Budget } from "./candidates.ts";
import { floating, localOf, moments, type Start } from "./floating.ts";
import { DAY_MS } from "./periods.ts";

/** What recurs: a rule from a start on, without the occurrences in `exdates` and with those in `rdates` besides. */
export interface Series {
  readonly rule: Rule;
  readonly start: Start;
  /** Instants, or plain dates for all of a day (RFC 5545 section 3.8.5.1). They count towards COUNT. */
  readonly exdates: readonly string[];
  /** Instants or plain dates (section 3.8.5.2). They don't count towards COUNT. */
  readonly rdates: readonly string[];
}

/** An occurrence: a plain date, or a wall time and the instant (RFC 3339 in UTC) that it is in the series' zone. */
export type Occurrence =
  | { readonly kind: "date"; readonly date: string }
  | {
      readonly kind: "wall";
      readonly local: string;
      readonly at: string;
      /** The zone's distance from UTC isn't that of the occurrence before, or of where the expansion began. */
      readonly offsetChanged: boolean;
    };

/**
 * The first occurrence after a moment, or null where the series has ended.
 *
 * @param after an instant for wall times, a plain date for dates
 * @throws RecurError for a rule that doesn't go with the start, or would take too long to expand
 */
export function nextAfter(series: Series, after: string): Occurrence | null {
  for (const occurrence of occurrencesFrom(series, after)) if (isLater(occurrence, after)) return occurrence;
  return null;
}

/** The occurrences from `from` until before `to`, at most `limit`; both are instants, or plain dates. */
export function between(series: Series, from: string, to: string, limit: number): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const occurrence of occurrencesFrom(series, from)) {
    if (found.length === limit || !isBefore(occurrence, to)) break;
    found.push(occurrence);
  }
  return found;
}

/** The first `count` occurrences: from the start on, or those after `after`. */
export function preview(series: Series, count: number, after?: string): readonly Occurrence[] {
  const found: Occurrence[] = [];
  if (count <= 0) return found;
  for (const occurrence of occurrencesFrom(series, after)) {
    if (after !== undefined && !isLater(occurrence, after)) continue;
    found.push(occurrence);
    if (found.length === count) break;
  }
  return found;
}

/** Ascending; at or after `from`. */
function* occurrencesFrom(series: Series, from?: string): Generator<Occurrence> {
  checkGoTogether(series);
  const budget: Budget = { left: BUDGET };
  if (series.start.kind === "date") yield* dates(series, from, budget);
  else yield* walls(series, series.start, from, budget);
}

function checkGoTogether({ rule, start }: Series): void {
  const times = rule.byHour.length + rule.byMinute.length + rule.bySecond.length;
  if (start.kind === "date" && times > 0) {
    throw new RecurError("BYHOUR, BYMINUTE and BYSECOND need a due time, and this is due on a date");
  }
}

function* dates(series: Series, from: string | undefined, budget: Budget): Generator<Occurrence> {
  const left = new Set(series.exdates.map((each) => each.slice(0, 10)));
  const extra = series.rdates.map((each) => floating(each.slice(0, 10)));
  const least = from === undefined ? Number.NEGATIVE_INFINITY : floating(from);
  for (const moment of merged(moments(series.rule, series.start, least, budget), extra, least)) {
    const date = localOf(moment).slice(0, 10);
    if (!left.has(date)) yield { kind: "date", date };
  }
}

/** How far a wall time can be from where its instant shows it, and more: no zone's clock ever moved by two days. */
const MARGIN_MS = 2 * DAY_MS;

function* walls(
  series: Series,
  start: Start & { kind: "wall" },
  from: string | undefined,
  budget: Budget,
): Generator<Occurrence> {
  const { timeZone } = start;
  const days = new Set(series.exdates.filter((each) => each.length === 10));
  const instants = new Set(series.exdates.filter((each) => each.length > 10).map((each) => Date.parse(each)));
  const time = start.local.slice(10);
  const extra = series.rdates.map((each) =>
    floating(each.length === 10 ? `${each}${time}` : toWall(each, timeZone)),
  );
  const least = from === undefined ? Number.NEGATIVE_INFINITY : floating(toWall(from, timeZone)) - MARGIN_MS;
  let offset = offsetAt(from ?? toInstant(start.local, timeZone), timeZone);
  let last = Number.NEGATIVE_INFINITY;
  for (const moment of merged(moments(series.rule, start, least, budget), extra, least)) {
    const { at, local, offset: now } = resolve(localOf(moment), timeZone);
    // In the zone it is still the last evening of the year 9999.
    if (at.startsWith("+")) return;
    const ms = Date.parse(at);
    // Two wall times of which daylight saving leaves one out can be one instant.
    if (ms <= last) continue;
    last = ms;
    if (from !== undefined && ms < Date.parse(from)) continue;
    if (instants.has(ms) || days.has(local.slice(0, 10))) continue;
    yield { kind: "wall", local, at, offsetChanged: now !== offset || floating(local) !== moment };
    offset = now;
  }
}

/** Ascending and each once. */
function* merged(rule: Iterable<number>, extra: readonly number[], least: number): Generator<number> {
  const waiting = [...new Set(extra)].filter((moment) => moment >= least).sort((a, b) => b - a);
  for (const moment of rule) {
    for (let next = waiting.at(-1); next !== undefined && next <= moment; next = waiting.at(-1)) {
      waiting.pop();
      if (next < moment) yield next;
    }
    yield moment;
  }
  yield* waiting.reverse();
}

function isLater(occurrence: Occurrence, after: string): boolean {
  return occurrence.kind === "date" ? occurrence.date > after : Date.parse(occurrence.at) > Date.parse(after);
}

function isBefore(occurrence: Occurrence, to: string): boolean {
  return occurrence.kind === "date" ? occurrence.date < to : Date.parse(occurrence.at) < Date.parse(to);
}
