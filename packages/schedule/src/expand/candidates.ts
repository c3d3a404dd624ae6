import rrule, { type Options } from "rrule";
import { mostInPeriod } from "../rule/density.ts";
import { RecurError } from "../rule/error.ts";
import { type Rule, WEEKDAYS } from "../rule/rule.ts";
import { withImplied } from "./implied.ts";
import { DAY_MS, type Periods, periodsOf } from "./periods.ts";

// A CommonJS module whose names Node can't see.
const { RRule, Weekday } = rrule;

/** Periods that rrule expands in one go, so that neither a rare nor a frequent rule makes it do much for nothing. */
const AT_ONCE = { DAILY: 64, WEEKLY: 32, MONTHLY: 24, YEARLY: 8 } as const;
/** Occurrences that it may find in one go, for it can't be stopped among them. */
const MOST_AT_ONCE = 4000;
/** About how long rrule takes for a period and for an occurrence, in microseconds of a slow machine. */
const PERIOD_COST = { DAILY: 3, WEEKLY: 5, MONTHLY: 6, YEARLY: 55 } as const;
const OCCURRENCE_COST = 2;
/** From so many days on, most periods are each in another year, which rrule has to look at anew. */
const FAR_APART = 30;
const NEW_YEAR_COST = 12;
/** What one expansion may cost, in the same: well below the 50 ms for which nobody else would be served. */
export const BUDGET = 24_000;
/** The last moment that a date is written in four digits for. */
const END = Date.parse("9999-12-31T23:59:59Z");

/** Work that an expansion may still do. */
export interface Budget {
  left: number;
}

/**
 * The moments that a rule gives by itself, ascending and each once, floating, from `from` on: without COUNT, UNTIL and
 * exceptions. Only those at or after the start.
 *
 * @param start floating
 * @param from floating, in milliseconds
 * @throws RecurError `too_costly` once the budget is spent
 */
export function* candidates(rule: Rule, start: Date, from: number, budget: Budget): Generator<number> {
  const full = withImplied(rule, start);
  const periods = periodsOf(full, start);
  if (missesItsMonths(full, start)) return;
  const walked = quicker(full);
  const walk = walked === full ? periods : periodsOf(walked, start);
  const options = optionsOf(walked);
  const dense = mostInPeriod(walked);
  if (dense * OCCURRENCE_COST > budget.left) spend(budget, Number.POSITIVE_INFINITY);
  const atOnce = Math.max(1, Math.min(AT_ONCE[walked.frequency], Math.floor(MOST_AT_ONCE / dense)));
  const least = Math.max(from, start.getTime());
  const isFarApart = walked.frequency === "DAILY" && walked.interval > FAR_APART;
  const periodCost = isFarApart ? NEW_YEAR_COST : PERIOD_COST[walked.frequency];
  const cycle = walked === full ? walk.cycle : walk.cycle * full.interval;
  let empty = 0;
  for (let index = Math.max(0, walk.indexAt(least)); empty <= cycle; index += atOnce) {
    const begin = walk.startOf(index);
    if (Number.isNaN(begin) || begin > END) return;
    const all = inWindow(options, walk, index, atOnce);
    spend(budget, atOnce * periodCost + all.length * OCCURRENCE_COST);
    const inPeriods = walk === periods ? all : all.filter((moment) => periods.has(moment));
    const found = full.bySetPos.length > 0 ? chosen(inPeriods, full.bySetPos, periods) : inPeriods;
    empty = found.length === 0 ? empty + atOnce : 0;
    for (const moment of found) {
      if (moment > END) return;
      if (moment >= least) yield moment;
    }
  }
}

/** Every 2nd month from January on never comes to February. */
function missesItsMonths({ frequency, interval, byMonth }: Rule, start: Date): boolean {
  if (frequency !== "MONTHLY" || byMonth.length === 0) return false;
  const reached = Array.from({ length: 12 }, (_, k) => ((start.getUTCMonth() + k * interval) % 12) + 1);
  return !byMonth.some((month) => reached.includes(month));
}

/** Days of the month by the year, instead of looking at every day for one that is any. */
function quicker(rule: Rule): Rule {
  if (rule.frequency !== "DAILY" || rule.byMonthDay.length === 0 || rule.interval > FAR_APART) return rule;
  return { ...rule, frequency: "YEARLY", interval: 1 };
}

/** What ends an expansion that has left its window. */
const LEFT = new Error("left the window");

/**
 * All moments in some periods. Left alone, rrule looks on until the year 9999 where there are none: it can't be told to
 * stop, but it reads its interval twice for every period, and what that read throws comes through.
 */
function inWindow(options: Partial<Options>, periods: Periods, index: number, atOnce: number): number[] {
  const begin = new Date(periods.startOf(index));
  const next = periods.startOf(index + atOnce);
  const end = new Date((Number.isNaN(next) ? END + DAY_MS : next) - 1);
  const rule = new RRule({ ...options, dtstart: begin }, true);
  const { interval } = rule.options;
  let reads = 0;
  Object.defineProperty(rule.options, "interval", {
    get() {
      reads += 1;
      if (reads > 2 * (atOnce + 1)) throw LEFT;
      return interval;
    },
  });
  const found: number[] = [];
  try {
    rule.between(begin, end, true, (date) => {
      found.push(date.getTime());
      return true;
    });
  } catch (error) {
    if (error !== LEFT) throw error;
  }
  return found;
}

/** BYSETPOS. rrule's own gives the first of a period that has too few to count so far from its end. */
function chosen(all: readonly number[], places: readonly number[], periods: Periods): number[] {
  const byPeriod = Map.groupBy(all, (moment) => periods.indexAt(moment));
  return [...byPeriod.values()].flatMap((set) => {
    const picked = places.flatMap((place) => set.at(place > 0 ? place - 1 : place) ?? []);
    return ascending(picked);
  });
}

function spend(budget: Budget, cost: number): void {
  budget.left -= cost;
  if (budget.left >= 0) return;
  throw new RecurError(
    "the rule takes too long to expand: its occurrences are too rare, or too many; give a smaller INTERVAL or COUNT, or fewer BY parts",
    "too_costly",
  );
}

function optionsOf(rule: Rule): Partial<Options> {
  const days = rule.byDay.map(({ weekday, nth }) => new Weekday(WEEKDAYS.indexOf(weekday), nth));
  return {
    freq: RRule[rule.frequency],
    interval: rule.interval,
    wkst: WEEKDAYS.indexOf(rule.weekStart),
    bymonth: orNull(rule.byMonth),
    byweekno: orNull(rule.byWeekNo),
    byyearday: orNull(rule.byYearDay),
    bymonthday: orNull(rule.byMonthDay),
    byweekday: days.length > 0 ? days : null,
    // rrule gives the times of a day in the order given.
    byhour: ascending(rule.byHour),
    byminute: ascending(rule.byMinute),
    bysecond: ascending(rule.bySecond),
    tzid: null,
  };
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

function orNull(values: readonly number[]): number[] | null {
  return values.length > 0 ? [...values] : null;
}
