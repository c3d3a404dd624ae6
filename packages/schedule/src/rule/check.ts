import { RecurError } from "./error.ts";
import type { Rule } from "./rule.ts";

/** Most times of one day: every quarter of an hour. */
const MOST_TIMES = 96;

/**
 * Refuses what RFC 5545 section 3.3.10 says MUST NOT go together.
 *
 * @throws RecurError naming the part that doesn't go with another
 */
export function checkTogether(rule: Rule): void {
  const { frequency } = rule;
  const refuse = (name: string, only: string) => {
    throw new RecurError(`${name} doesn't go with FREQ=${frequency}; it needs ${only}`);
  };
  if (rule.count !== undefined && rule.until) throw new RecurError("give COUNT or UNTIL, not both");
  if (rule.byWeekNo.length > 0 && frequency !== "YEARLY") refuse("BYWEEKNO", "YEARLY");
  if (rule.byYearDay.length > 0 && frequency !== "YEARLY") refuse("BYYEARDAY", "YEARLY");
  if (rule.byMonthDay.length > 0 && frequency === "WEEKLY") refuse("BYMONTHDAY", "DAILY, MONTHLY or YEARLY");
  const counted = rule.byDay.some(({ nth }) => nth !== undefined);
  if (counted && frequency !== "MONTHLY" && frequency !== "YEARLY")
    refuse("BYDAY with a number", "MONTHLY or YEARLY");
  if (counted && rule.byWeekNo.length > 0)
    throw new RecurError("BYDAY with a number doesn't go with BYWEEKNO");
  const monthly = frequency === "MONTHLY" || rule.byMonth.length > 0;
  const furthest = rule.byDay.find(({ nth = 0 }) => Math.abs(nth) > 5);
  if (counted && monthly && furthest)
    throw new RecurError(
      `BYDAY=${furthest.nth}${furthest.weekday} is in no month; a month has at most 5 of a weekday`,
    );
  if (rule.bySetPos.length > 0 && !hasAnotherBy(rule))
    throw new RecurError("BYSETPOS needs another BY part to choose from");
  if (rule.bySecond.includes(60))
    throw new RecurError("BYSECOND=60 is a leap second, which no clock here shows");
  const times =
    Math.max(1, rule.byHour.length) * Math.max(1, rule.byMinute.length) * Math.max(1, rule.bySecond.length);
  if (times > MOST_TIMES)
    throw new RecurError(
      `BYHOUR, BYMINUTE and BYSECOND give ${times} times a day; at most ${MOST_TIMES} are taken`,
    );
}

function hasAnotherBy(rule: Rule): boolean {
  const { byMonth, byWeekNo, byYearDay, byMonthDay, byDay, byHour, byMinute, bySecond } = rule;
  return [byMonth, byWeekNo, byYearDay, byMonthDay, byDay, byHour, byMinute, bySecond].some(
    (each) => each.length > 0,
  );
}
