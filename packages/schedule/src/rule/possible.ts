import { BUDGET, candidates } from "../expand/candidates.ts";
import { mostInPeriod } from "./density.ts";
import { RecurError } from "./error.ts";
import { type Rule, WEEKDAYS } from "./rule.ts";

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
  if (rule.frequency === "MONTHLY" && !hasDayInSomeMonth(rule)) {
    throw new RecurError("no month has such a day: the rule never comes about", "impossible");
  }
  if (isCertain(rule)) return;
  const { interval: _, ...each } = rule;
  const first = candidates({ ...each, interval: 1 }, ANY_START, ANY_START.getTime(), { left: BUDGET }).next();
  if (first.done)
    throw new RecurError("the rule's parts never come together: it never comes about", "impossible");
}

/** Whether any month, of any length and beginning on any weekday, has a day that BYMONTHDAY and BYDAY both mean. */
function hasDayInSomeMonth({ byMonth, byMonthDay, byDay }: Rule): boolean {
  if (byMonthDay.length === 0 || byDay.length === 0) return true;
  const longest = byMonth.length > 0 ? byMonth.map((month) => LONGEST[month - 1] ?? 31) : [31, 30, 29];
  const lengths = new Set(longest.flatMap((length) => (length === 29 ? [28, 29] : [length])));
  for (const length of lengths) {
    for (let first = 0; first < 7; first += 1) {
      for (let day = 1; day <= length; day += 1) {
        const weekday = WEEKDAYS[(first + day - 1) % 7];
        const nth = Math.ceil(day / 7);
        const last = -Math.ceil((length - day + 1) / 7);
        const isDay = byMonthDay.includes(day) || byMonthDay.includes(day - length - 1);
        if (isDay && byDay.some((by) => by.weekday === weekday && [undefined, nth, last].includes(by.nth)))
          return true;
      }
    }
  }
  return false;
}

/** Whether nothing in a rule can be at odds with anything else. */
function isCertain({ byMonth, byMonthDay, byDay, byYearDay, byWeekNo, bySetPos }: Rule): boolean {
  const limits = [byMonth, byMonthDay, byDay, byYearDay, byWeekNo].filter((each) => each.length > 0);
  return bySetPos.length === 0 && limits.length < 2 && byYearDay.length + byWeekNo.length === 0;
}
