import { printRule } from "../rule/print.ts";
import { type ByDay, type Rule, WEEKDAYS } from "../rule/rule.ts";
import { fromText } from "./from-text.ts";
import { MONTH_NAMES, WEEKDAY_NAMES } from "./words.ts";

/** A rule in words. */
export interface Described {
  /** `every 2 weeks on Monday and Wednesday until 30 June 2027`. */
  readonly text: string;
  /** Whether the words give this rule back, and nothing of it is left out. */
  readonly exact: boolean;
}

/** What a rule doesn't say itself. */
export interface DescribeOptions {
  readonly mode?: "schedule" | "completion";
  /** The time of day, `08:30`. */
  readonly time?: string;
}

const UNITS = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" } as const;
const WORKDAYS = "MO,TU,WE,TH,FR";

/**
 * Says a rule in plain English. Words can't say every rule: then it says how often it comes at most, and gives
 * the rule besides.
 */
export function describeRule(rule: Rule, options: DescribeOptions = {}): Described {
  const text = [core(rule), timesOf(rule, options.time), endOf(rule), modeOf(options)]
    .filter(Boolean)
    .join(" ");
  if (givesBack(text, rule, options)) return { text, exact: true };
  return { text: `${every(rule)}, by the rule ${printRule(rule)}`, exact: false };
}

/** Read again: what reads back as another rule is not what it says. */
function givesBack(text: string, rule: Rule, { mode = "schedule", time }: DescribeOptions): boolean {
  try {
    const said = fromText(text, { now: "2000-01-01T00:00:00" });
    const sameTime = time === undefined || rule.byHour.length > 0 || said.time === time;
    return printRule(said.rule) === printRule(rule) && said.mode === mode && sameTime;
  } catch {
    return false;
  }
}

function core(rule: Rule): string {
  const { frequency, interval, byDay, byMonthDay, byMonth, bySetPos } = rule;
  const counted = byDay.filter(({ nth }) => nth !== undefined);
  const months =
    byMonth.length > 0 ? ` of ${list(byMonth.map((month) => MONTH_NAMES[month - 1] ?? ""))}` : "";
  const days = daysOf(byDay);
  if (frequency === "YEARLY" && byMonth.length > 0 && byMonthDay.length > 0) {
    const day = `${list(byMonthDay.map(String))} ${list(byMonth.map((month) => MONTH_NAMES[month - 1] ?? ""))}`;
    return interval === 1 ? `every ${day}` : `every ${interval} years on ${day}`;
  }
  if (frequency === "MONTHLY" && bySetPos.length > 0 && isWorkdays(byDay)) {
    return each(interval, "month", `the ${list(bySetPos.map(ordinal))} workday`, months);
  }
  if (frequency === "MONTHLY" && counted.length > 0)
    return each(interval, "month", `the ${countedDays(counted)}`, months);
  if (frequency === "MONTHLY" && byMonthDay.length > 0) {
    const fromEnd = byMonthDay.every((each) => each < 0);
    const day = `${list(byMonthDay.map(ordinal))}${fromEnd ? " day" : ""}`;
    return each(interval, "month", `the ${day}`, months);
  }
  if (frequency === "WEEKLY" && byDay.length > 0) {
    const within = months.replace(" of ", " in ");
    if (isWorkdays(byDay) && interval === 1) return `every weekday${within}`;
    return interval === 1 ? `every ${days}${within}` : `every ${interval} weeks on ${days}${within}`;
  }
  const on = byDay.length > 0 ? ` on ${counted.length > 0 ? `the ${countedDays(counted)}` : days}` : "";
  const within = counted.length > 0 ? months : months.replace(" of ", " in ");
  return `${every(rule)}${on}${within}`;
}

function every({ frequency, interval }: Rule): string {
  return interval === 1 ? `every ${UNITS[frequency]}` : `every ${interval} ${UNITS[frequency]}s`;
}

/** "The 2nd Tuesday of every month", and of every 3 months. */
function each(interval: number, unit: string, what: string, months: string): string {
  if (months) return interval === 1 ? `${what}${months}` : `every ${interval} ${unit}s on ${what}${months}`;
  return interval === 1 ? `${what} of every ${unit}` : `every ${interval} ${unit}s on ${what}`;
}

/** "1st Monday and 3rd Wednesday": weekdays of the same places together, then what is left. */
function countedDays(byDay: readonly ByDay[]): string {
  const places = [...new Set(byDay.map(({ nth }) => nth ?? 0))];
  const groups = new Map<string, number[]>();
  for (const place of places) {
    const days = daysOf(byDay.filter(({ nth = 0 }) => nth === place));
    groups.set(days, [...(groups.get(days) ?? []), place]);
  }
  return list([...groups].map(([days, of]) => `${list(of.map(ordinal))} ${days}`));
}

function daysOf(byDay: readonly ByDay[]): string {
  const weekdays = WEEKDAYS.filter((day) => byDay.some(({ weekday }) => weekday === day));
  return list(weekdays.map((day) => WEEKDAY_NAMES[day]));
}

function isWorkdays(byDay: readonly ByDay[]): boolean {
  const plain = byDay.every(({ nth }) => nth === undefined);
  return plain && WEEKDAYS.filter((day) => byDay.some(({ weekday }) => weekday === day)).join() === WORKDAYS;
}

/** 2nd, last, 3rd last. */
function ordinal(place: number): string {
  if (place === -1) return "last";
  const number = Math.abs(place);
  const ten = number % 100 >= 11 && number % 100 <= 13;
  const ending = ten ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}${place < 0 ? " last" : ""}`;
}

function timesOf({ byHour, byMinute }: Rule, time: string | undefined): string {
  if (byHour.length === 0) return time === undefined ? "" : `at ${time}`;
  const minutes = byMinute.length > 0 ? byMinute : [Number(time?.slice(3) ?? 0)];
  const two = (value: number) => String(value).padStart(2, "0");
  const clocks = byHour
    .toSorted((a, b) => a - b)
    .flatMap((hour) => minutes.map((minute) => `${two(hour)}:${two(minute)}`));
  return `at ${list(clocks)}`;
}

function endOf({ count, until }: Rule): string {
  if (count !== undefined) return `for ${count} times`;
  if (!until) return "";
  const day =
    until.kind === "date" ? until.date : (until.kind === "local" ? until.local : until.instant).slice(0, 10);
  const [year = "", month = "", date = ""] = day.split("-");
  return `until ${Number(date)} ${MONTH_NAMES[Number(month) - 1]} ${year}`;
}

function modeOf({ mode }: DescribeOptions): string {
  return mode === "completion" ? "after completion" : "";
}

function list(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
