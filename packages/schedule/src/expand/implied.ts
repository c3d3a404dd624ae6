import { type Rule, WEEKDAYS } from "../rule/rule.ts";

/**
 * The rule with all that it leaves to its start said outright (RFC 5545 section 3.3.10: "information missing from the
 * rule is taken from DTSTART"): it then gives the same from whatever place it is expanded.
 *
 * @param start floating: the UTC fields of this Date are the wall time's
 */
export function withImplied(rule: Rule, start: Date): Rule {
  const { frequency } = rule;
  const weekday = WEEKDAYS[(start.getUTCDay() + 6) % 7] ?? "MO";
  const noDay = rule.byMonthDay.length + rule.byDay.length + rule.byYearDay.length === 0;
  const day: Partial<Rule> = {};
  if (noDay && frequency === "WEEKLY") Object.assign(day, { byDay: [{ weekday }] });
  if (noDay && frequency === "MONTHLY") Object.assign(day, { byMonthDay: [start.getUTCDate()] });
  if (noDay && frequency === "YEARLY") {
    if (rule.byWeekNo.length > 0) Object.assign(day, { byDay: [{ weekday }] });
    else {
      Object.assign(day, { byMonthDay: [start.getUTCDate()] });
      if (rule.byMonth.length === 0) Object.assign(day, { byMonth: [start.getUTCMonth() + 1] });
    }
  }
  return {
    ...rule,
    ...day,
    byHour: rule.byHour.length > 0 ? rule.byHour : [start.getUTCHours()],
    byMinute: rule.byMinute.length > 0 ? rule.byMinute : [start.getUTCMinutes()],
    bySecond: rule.bySecond.length > 0 ? rule.bySecond : [start.getUTCSeconds()],
  };
}
