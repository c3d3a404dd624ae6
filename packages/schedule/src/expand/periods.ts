import { type Rule, WEEKDAYS } from "../rule/rule.ts";

/** A day in milliseconds. */
export const DAY_MS = 24 * 60 * 60 * 1000;

/** Periods in one of the 400 years after which the calendar repeats itself. */
const PERIODS = { DAILY: 146_097, WEEKLY: 20_871, MONTHLY: 4_800, YEARLY: 400 } as const;

/**
 * A rule's periods: the days, weeks, months or years that its frequency names, of which every INTERVALth counts from the
 * one that has the start.
 */
export interface Periods {
  /** The first moment of a period, floating, in milliseconds; NaN beyond what a Date holds. */
  startOf(index: number): number;
  /** Which period has a moment, or is the last before it; counted from the start's, which is 0. */
  indexAt(moment: number): number;
  /** Whether a moment is in one of them, and not in one that the interval leaves out. */
  has(moment: number): boolean;
  /** After so many periods without an occurrence there is none to come. */
  readonly cycle: number;
}

/** The periods of a rule. @param start floating */
export function periodsOf(rule: Rule, start: Date): Periods {
  const { frequency, interval } = rule;
  const cycle = PERIODS[frequency];
  if (frequency === "DAILY" || frequency === "WEEKLY") {
    const midnight = Math.floor(start.getTime() / DAY_MS) * DAY_MS;
    const intoWeek = (start.getUTCDay() + 6 - WEEKDAYS.indexOf(rule.weekStart)) % 7;
    const first = frequency === "DAILY" ? midnight : midnight - intoWeek * DAY_MS;
    const length = interval * (frequency === "DAILY" ? 1 : 7) * DAY_MS;
    return {
      cycle,
      startOf: (index) => first + index * length,
      indexAt: (moment) => Math.floor((moment - first) / length),
      has: (moment) => (moment - first) % length < length / interval,
    };
  }
  const months = interval * (frequency === "MONTHLY" ? 1 : 12);
  const first = start.getUTCFullYear() * 12 + (frequency === "MONTHLY" ? start.getUTCMonth() : 0);
  return {
    cycle,
    startOf: (index) => monthStart(first + index * months),
    indexAt(moment) {
      const at = new Date(moment);
      return Math.floor((at.getUTCFullYear() * 12 + at.getUTCMonth() - first) / months);
    },
    has(moment) {
      const at = new Date(moment);
      return (at.getUTCFullYear() * 12 + at.getUTCMonth() - first) % months < months / interval;
    },
  };
}

/** Months counted from the year 0. Date.UTC takes the years 0 to 99 for those of the 20th century. */
function monthStart(month: number): number {
  const date = new Date(0);
  return date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
}
