import type { ParsedComponents } from "chrono-node";
import { casual } from "chrono-node/en";
import { floating, localOf } from "../expand/floating.ts";
import { DAY_MS } from "../expand/periods.ts";

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
  if (year) return { first: `${year}-01-01`, last: `${year}-12-31`, length: 4 };
  const [found] = casual.parse(text, reference(now), { forwardDate: true });
  if (found?.index !== 0 || found.end || !namesADay(found.start)) return "none";
  const first = dayOf(found.start);
  const onlyMonth = !found.start.isCertain("day") && !found.start.isCertain("weekday") && isMonth(found.text);
  return { first, last: onlyMonth ? lastOfMonth(first) : first, length: found.text.length };
}

/** In UTC, so that the zone of this process has no part in it. */
export function reference(now: string): { readonly instant: Date; readonly timezone: number } {
  return { instant: new Date(floating(now)), timezone: 0 };
}

/** The day that chrono found: its own fields, not a Date of the process' zone. */
export function dayOf(components: ParsedComponents): string {
  const two = (value: number | null) => String(value ?? 1).padStart(2, "0");
  const year = String(components.get("year") ?? 1).padStart(4, "0");
  return `${year}-${two(components.get("month"))}-${two(components.get("day"))}`;
}

function namesADay(components: ParsedComponents): boolean {
  return !components.isCertain("hour");
}

function isMonth(text: string): boolean {
  return (
    /^[a-z]{3,9}\.?,?(\s+\d{4})?$/i.test(text.trim()) && !/^(today|tomorrow|tonight)$/i.test(text.trim())
  );
}

function lastOfMonth(day: string): string {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return localOf(
    floating(month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`) -
      DAY_MS,
  ).slice(0, 10);
}

function isDay(date: string): boolean {
  const moment = floating(date);
  return !Number.isNaN(moment) && localOf(moment).startsWith(date);
}
