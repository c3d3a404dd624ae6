import { BUDGET, candidates } from "../expand/candidates.ts";
import { RecurError } from "./error.ts";
import type { Rule } from "./rule.ts";

/** Days of each month at most. */
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** The calendar repeats itself every 400 years; these begin where no zone and no reform of the calendar matter. */
const ANY_START = new Date("2000-01-01T00:00:00Z");

/**
 * Refuses a rule that never comes about, whatever its start: the 30th of February, the ninth Monday of a month.
 *
 * @throws RecurError `impossible`
 */
export function checkPossible(rule: Rule): void {
  const { byMonth, byMonthDay, bySetPos } = rule;
  const months = byMonth.length > 0 ? byMonth : [1];
  const anyDay = byMonthDay.some((day) =>
    months.some((month) => Math.abs(day) <= (LONGEST[month - 1] ?? 31)),
  );
  if (byMonthDay.length > 0 && !anyDay) {
    throw new RecurError(
      `no month of BYMONTH=${byMonth.join(",")} has a day ${byMonthDay.join(" or ")}: the rule never comes about`,
      "impossible",
    );
  }
  const most = mostInPeriod(rule);
  if (bySetPos.length > 0 && bySetPos.every((place) => Math.abs(place) > most)) {
    throw new RecurError(
      `BYSETPOS=${bySetPos.join(",")} is further out than the ${most} that there can be in one period`,
      "impossible",
    );
  }
  if (isCertain(rule)) return;
  const { interval: _, ...each } = rule;
  const first = candidates({ ...each, interval: 1 }, ANY_START, ANY_START.getTime(), { left: BUDGET }).next();
  if (first.done)
    throw new RecurError("the rule's parts never come together: it never comes about", "impossible");
}

/** An upper bound of how many occurrences one period has before BYSETPOS. */
function mostInPeriod(rule: Rule): number {
  const times =
    Math.max(1, rule.byHour.length) * Math.max(1, rule.byMinute.length) * Math.max(1, rule.bySecond.length);
  return times * mostDays(rule);
}

function mostDays({ frequency, byDay, byMonthDay, byMonth, byYearDay, byWeekNo }: Rule): number {
  const weekdays = byDay.length === 0 ? 7 : new Set(byDay.map(({ weekday }) => weekday)).size;
  if (frequency === "DAILY") return 1;
  if (frequency === "WEEKLY") return byDay.length === 0 ? 1 : weekdays;
  if (byYearDay.length > 0) return byYearDay.length;
  if (byWeekNo.length > 0) return byWeekNo.length * weekdays;
  const months = frequency === "MONTHLY" ? 1 : byMonth.length || 12;
  if (byDay.some(({ nth }) => nth !== undefined)) return byDay.length * months;
  const ofMonth = byMonthDay.length > 0 ? byMonthDay.length : byDay.length > 0 ? weekdays * 5 : 1;
  return Math.min(31, ofMonth) * months;
}

/** Whether nothing in a rule can be at odds with anything else. */
function isCertain({ byMonth, byMonthDay, byDay, byYearDay, byWeekNo, bySetPos }: Rule): boolean {
  const limits = [byMonth, byMonthDay, byDay, byYearDay, byWeekNo].filter((each) => each.length > 0);
  return bySetPos.length === 0 && limits.length < 2 && byYearDay.length + byWeekNo.length === 0;
}
