import { checkTogether } from "./check.ts";
import { RecurError } from "./error.ts";
import {
  type ByDay,
  FREQUENCIES,
  type Frequency,
  type Rule,
  type Until,
  WEEKDAYS,
  type Weekday,
} from "./rule.ts";

/** Longest rule that is read, in characters. */
const MAX_LENGTH = 1000;
const SUB_DAILY = ["SECONDLY", "MINUTELY", "HOURLY"];
const NAMES = [
  ...["UNTIL", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY"],
  ...["BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"],
];
const DAYS = WEEKDAYS.join("|");
const BY_DAY = new RegExp(`^([+-]?(?:[1-9]|[1-4]\\d|5[0-3]))?(${DAYS})$`);

/**
 * Reads a recurrence rule as RFC 5545 section 3.3.10 writes it (`FREQ=WEEKLY;BYDAY=MO`), in any case, with or without
 * `RRULE:` before it.
 *
 * @throws RecurError naming the part that is wrong, and what would be right
 */
export function parseRule(text: string): Rule {
  const parts = split(text);
  const frequency = readFrequency(parts.get("FREQ"));
  const numbers = (name: string, least: number, most: number, signed = false) =>
    readNumbers(name, parts.get(name), least, most, signed);
  const count = readCount("COUNT", parts.get("COUNT"));
  const until = readUntil(parts.get("UNTIL"));
  const rule: Rule = {
    frequency,
    interval: readCount("INTERVAL", parts.get("INTERVAL")) ?? 1,
    ...(count === undefined ? {} : { count }),
    ...(until === undefined ? {} : { until }),
    byMonth: numbers("BYMONTH", 1, 12),
    byWeekNo: numbers("BYWEEKNO", 1, 53, true),
    byYearDay: numbers("BYYEARDAY", 1, 366, true),
    byMonthDay: numbers("BYMONTHDAY", 1, 31, true),
    byDay: readDays(parts.get("BYDAY")),
    byHour: numbers("BYHOUR", 0, 23),
    byMinute: numbers("BYMINUTE", 0, 59),
    bySecond: numbers("BYSECOND", 0, 60),
    bySetPos: numbers("BYSETPOS", 1, 366, true),
    weekStart: readWeekday("WKST", parts.get("WKST")) ?? "MO",
  };
  checkTogether(rule);
  return rule;
}

function split(text: string): ReadonlyMap<string, string> {
  if (text.length > MAX_LENGTH) throw new RecurError(`must have at most ${MAX_LENGTH} characters`);
  const parts = new Map<string, string>();
  const rule = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "");
  for (const part of rule.split(";")) {
    const [, name, value] = /^([A-Z]+)=([^=]+)$/.exec(part) ?? [];
    if (!name || !value) throw new RecurError(`"${part}" is no part of a rule; write FREQ=WEEKLY;BYDAY=MO`);
    if (parts.has(name)) throw new RecurError(`${name} is there twice`);
    if (name !== "FREQ" && !NAMES.includes(name)) {
      throw new RecurError(`${name} is unknown; rules know FREQ, ${NAMES.join(", ")}`);
    }
    parts.set(name, value);
  }
  return parts;
}

function readFrequency(given: string | undefined): Frequency {
  if (given === undefined) throw new RecurError("FREQ is missing; write FREQ=WEEKLY");
  if (SUB_DAILY.includes(given)) {
    throw new RecurError(
      `FREQ=${given} comes more than once a day; the most often is DAILY, with BYHOUR for several hours`,
    );
  }
  const frequency = FREQUENCIES.find((each) => each === given);
  if (!frequency) throw new RecurError(`FREQ must be one of ${FREQUENCIES.join(", ")}`);
  return frequency;
}

function readCount(name: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(given)) wrong(name, given, "a whole number of at least 1");
  return Number(given);
}

function readNumbers(
  name: string,
  given: string | undefined,
  least: number,
  most: number,
  signed: boolean,
): number[] {
  if (given === undefined) return [];
  const advice = `numbers ${signed ? "±" : ""}${least} to ${most}, separated by commas`;
  return given.split(",").map((part) => {
    if (!(signed ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/).test(part)) wrong(name, given, advice);
    const number = Number(part);
    if (Math.abs(number) < least || Math.abs(number) > most) wrong(name, given, advice);
    return number;
  });
}

function readDays(given: string | undefined): ByDay[] {
  if (given === undefined) return [];
  return given.split(",").map((part): ByDay => {
    const [, nth, day] = BY_DAY.exec(part) ?? [];
    const weekday = WEEKDAYS.find((each) => each === day);
    if (!weekday) return wrong("BYDAY", given, "weekdays such as MO,WE or -1FR");
    return nth === undefined ? { weekday } : { weekday, nth: Number(nth) };
  });
}

function readWeekday(name: string, given: string | undefined): Weekday | undefined {
  if (given === undefined) return undefined;
  return WEEKDAYS.find((each) => each === given) ?? wrong(name, given, "a weekday such as MO");
}

function readUntil(given: string | undefined): Until | undefined {
  if (given === undefined) return undefined;
  const [, y, m, d, hours, minutes, seconds, utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(given) ?? [];
  const date = `${y}-${m}-${d}`;
  const time = hours === undefined ? "00:00:00" : `${hours}:${minutes}:${seconds}`;
  const advice = "a day or moment that there is, such as 20271231 or 20271231T225959Z";
  if (y === undefined || !isThere(date, time)) return wrong("UNTIL", given, advice);
  if (hours === undefined) return { kind: "date", date };
  return utc ? { kind: "instant", instant: `${date}T${time}Z` } : { kind: "local", local: `${date}T${time}` };
}

function isThere(date: string, time: string): boolean {
  const moment = Date.parse(`${date}T${time}Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(`${date}T${time}`);
}

function wrong(name: string, given: string, advice: string): never {
  throw new RecurError(`${name}=${given} must be ${advice}`);
}
