import type { ParsedComponents } from "chrono-node";
import { casual } from "chrono-node/en";
import { Temporal } from "temporal-polyfill";
import { floating, localOf } from "../expand/floating.ts";
import { DAY_MS } from "../expand/periods.ts";
import { MONTH_WORDS } from "./words.ts";

/** A date that words say, and how much of the text they are. */
export interface SaidDate {
  /** `2027-02-01`; where the words name a month or year only, its first day. */
  readonly first: string;
  /** The last day that the words name: of the month or year, where they name no more. */
  readonly last: string;
  /** How many characters of the text say it. */
  readonly length: number;
}

/** A numeric date that is another in another country. */
const AMBIGUOUS = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-]\d{2,4})?(?!\d)/;
const ISO = /^(\d{4}-\d\d-\d\d)(?![\d-])/;
/** Chrono would count a month from today. */
const VAGUE = /^(?:this|next|last) (?:week|weekend|month|quarter|year)\b/i;
const YEAR = /^(\d{4})(?![\d-])(?!\s*[a-z])/i;
/** A month without a day. */
const MONTH = /^([a-z]{3,9})\.?(?:,? (\d{4}))?(?![\w-]|\.?,? \d)/i;

/** Why words are no date that can be taken. */
export type NoDate = "ambiguous" | "none";

/**
 * Reads the date that a text begins with, such as `1 feb`, `june 2027`, `next monday` or `2027-06-30`.
 *
 * @param now wall time that relative words count from, `2026-11-23T10:00:00`
 */
export function readDate(text: string, now: string): SaidDate | NoDate {
  const iso = ISO.exec(text)?.[1];
  if (iso) return isDay(iso) ? { first: iso, last: iso, length: iso.length } : "none";
  if (AMBIGUOUS.test(text)) return "ambiguous";
  if (VAGUE.test(text)) return "none";
  const year = YEAR.exec(text)?.[1];
  if (year && isDay(`${year}-01-01`)) return { first: `${year}-01-01`, last: `${year}-12-31`, length: 4 };
  const month = monthIn(text, now);
  if (month) return month;
  const [found] = casual.parse(text, reference(now));
  if (found?.index !== 0 || found.end || !namesADay(found.start)) return "none";
  const first = dayOf(found.start, now);
  if (!isDay(first)) return "none";
  return { first, last: first, length: found.text.length };
}

/** "June 2027", "dec": all of a month, this one or the next of its name. */
function monthIn(text: string, now: string): SaidDate | undefined {
  const [whole = "", word = "", year] = MONTH.exec(text) ?? [];
  const month = MONTH_WORDS.get(word.toLowerCase());
  if (month === undefined) return undefined;
  const isOver = month < Number(now.slice(5, 7));
  const of = year ?? String(Number(now.slice(0, 4)) + (isOver ? 1 : 0)).padStart(4, "0");
  const first = `${of}-${String(month).padStart(2, "0")}-01`;
  if (!isDay(first)) return undefined;
  return { first, last: lastOfMonth(first), length: whole.length };
}

/** In UTC, so that the zone of this process has no part in it. */
export function reference(now: string): { readonly instant: Date; readonly timezone: number } {
  return { instant: new Date(floating(now)), timezone: 0 };
}

/**
 * The day that chrono found, in its own fields, not a Date of the process' zone: the next there is, today included, where
 * the words leave the year or the week open. Chrono's own `forwardDate` compares with the zone of the process, and takes
 * no day as today's after noon.
 *
 * @param time that belongs to the day: where it has passed, a weekday is next week's
 */
export function dayOf(
  components: ParsedComponents,
  now: string,
  time = components.isCertain("hour") ? timeOf(components) : undefined,
): string {
  const today = now.slice(0, 10);
  const day = fieldsOf(components);
  if (components.isCertain("month") && !components.isCertain("year")) {
    if (!isDay(day)) return day;
    const last = components.isCertain("day") ? day : lastOfMonth(day);
    return last < today ? `${String(Number(day.slice(0, 4)) + 1).padStart(4, "0")}${day.slice(4)}` : day;
  }
  if (!components.isCertain("weekday") || components.isCertain("day")) return day;
  const passed = time !== undefined && day === today && time < now.slice(11, 16);
  return day < today || passed ? localOf(floating(day) + 7 * DAY_MS).slice(0, 10) : day;
}

/** The time that chrono found, `17:00`. */
export function timeOf(components: ParsedComponents): string {
  const two = (value: number | null) => String(value ?? 0).padStart(2, "0");
  return `${two(components.get("hour"))}:${two(components.get("minute"))}`;
}

function fieldsOf(components: ParsedComponents): string {
  const two = (value: number | null) => String(value ?? 1).padStart(2, "0");
  const year = String(components.get("year") ?? 1).padStart(4, "0");
  return `${year}-${two(components.get("month"))}-${two(components.get("day"))}`;
}

function namesADay(components: ParsedComponents): boolean {
  return !components.isCertain("hour");
}

function lastOfMonth(day: string): string {
  return `${day.slice(0, 8)}${Temporal.PlainDate.from(day).daysInMonth}`;
}

/** Whether there is such a day, in the years 1 to 9999. */
export function isDay(date: string): boolean {
  const moment = floating(date);
  return (
    date.length === 10 &&
    !date.startsWith("0000") &&
    !Number.isNaN(moment) &&
    localOf(moment).startsWith(date)
  );
}
