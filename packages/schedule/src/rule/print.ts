import { type ByDay, type Rule, type Until, WEEKDAYS } from "./rule.ts";

/**
 * Writes a rule as RFC 5545 section 3.3.10 has it, always the same for the same rule: parts in a fixed order, values
 * sorted and each once, without what goes without saying (`INTERVAL=1`, `WKST=MO`).
 */
export function printRule(rule: Rule): string {
  const parts: readonly (readonly [name: string, value: string | undefined])[] = [
    ["FREQ", rule.frequency],
    ["INTERVAL", rule.interval === 1 ? undefined : String(rule.interval)],
    ["COUNT", rule.count === undefined ? undefined : String(rule.count)],
    ["UNTIL", rule.until && printUntil(rule.until)],
    ["BYMONTH", list(rule.byMonth)],
    ["BYWEEKNO", list(rule.byWeekNo)],
    ["BYYEARDAY", list(rule.byYearDay)],
    ["BYMONTHDAY", list(rule.byMonthDay)],
    ["BYDAY", days(rule.byDay)],
    ["BYHOUR", list(rule.byHour)],
    ["BYMINUTE", list(rule.byMinute)],
    ["BYSECOND", list(rule.bySecond)],
    ["BYSETPOS", list(rule.bySetPos)],
    ["WKST", rule.weekStart === "MO" ? undefined : rule.weekStart],
  ];
  return parts.flatMap(([name, value]) => (value ? [`${name}=${value}`] : [])).join(";");
}

/** From the start first, then from the end: `1,15,-1`. */
function list(values: readonly number[]): string {
  const order = (value: number) => (value < 0 ? 1000 + value : value);
  return [...new Set(values)].sort((a, b) => order(a) - order(b)).join(",");
}

function days(byDay: readonly ByDay[]): string {
  const place = ({ weekday, nth = 0 }: ByDay) => (nth < 0 ? 1000 + nth : nth) * 7 + WEEKDAYS.indexOf(weekday);
  const sorted = byDay.toSorted((a, b) => place(a) - place(b));
  return [...new Set(sorted.map(({ weekday, nth }) => `${nth ?? ""}${weekday}`))].join(",");
}

function printUntil(until: Until): string {
  const compact = (text: string) => text.replace(/[-:]/g, "").replace(/\.\d+/, "");
  if (until.kind === "date") return compact(until.date);
  return compact(until.kind === "local" ? until.local : until.instant);
}
