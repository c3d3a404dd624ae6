import type { Rule } from "./rule.ts";

/** An upper bound of how many occurrences one period has before BYSETPOS. */
export function mostInPeriod(rule: Rule): number {
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
  if (frequency === "YEARLY" && byMonth.length + byMonthDay.length === 0 && byDay.length > 0)
    return weekdays * 53;
  if (byDay.some(({ nth }) => nth !== undefined)) return byDay.length * months;
  const ofMonth = byMonthDay.length > 0 ? byMonthDay.length : byDay.length > 0 ? weekdays * 5 : 1;
  return Math.min(31, ofMonth) * months;
}
