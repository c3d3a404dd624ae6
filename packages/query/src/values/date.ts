import { instant, plainDate } from "@punctual/contracts/time";
import { Temporal } from "temporal-polyfill";
import { QueryError } from "../error.ts";
import { nearest } from "../nearest.ts";

/** Days that have a name, relative to now in the caller's zone. Weeks begin on Monday (ISO 8601). */
export const DAY_NAMES = [
  { name: "today", aliases: ["tod"], docs: "this day" },
  { name: "tomorrow", aliases: ["tom"], docs: "the day after" },
  { name: "yesterday", aliases: [], docs: "the day before" },
  { name: "monday", aliases: ["mon"], docs: "the coming Monday; today if it is one; so for all weekdays" },
  { name: "tuesday", aliases: ["tue"], docs: "the coming Tuesday" },
  { name: "wednesday", aliases: ["wed"], docs: "the coming Wednesday" },
  { name: "thursday", aliases: ["thu"], docs: "the coming Thursday" },
  { name: "friday", aliases: ["fri"], docs: "the coming Friday" },
  { name: "saturday", aliases: ["sat"], docs: "the coming Saturday" },
  { name: "sunday", aliases: ["sun"], docs: "the coming Sunday" },
  { name: "sow", aliases: [], docs: "start of this week, its Monday" },
  { name: "eow", aliases: [], docs: "end of this week, its Sunday" },
  { name: "som", aliases: [], docs: "first day of this month" },
  { name: "eom", aliases: [], docs: "last day of this month" },
  { name: "soy", aliases: [], docs: "first day of this year" },
  { name: "eoy", aliases: [], docs: "last day of this year" },
] as const;
/** A day's name. */
export type DayName = (typeof DAY_NAMES)[number]["name"];

/** Units of offsets; `m` is a month, `min` a minute. */
export const UNITS = ["min", "h", "d", "w", "m", "y"] as const;
/** A unit of an offset. */
export type Unit = (typeof UNITS)[number];

/** A date as it was written: where it starts from, and what is added to that. */
export interface DateExpression {
  readonly anchor: Anchor;
  readonly offsets: readonly Offset[];
}

/**
 * Where a date starts from: this moment, a day by name, or what a calendar says. `iso` is a day (`2026-11-23`), a month
 * (`2026-11`), a year (`2026`), a local time in the caller's zone (`2026-11-23T09:00:00.000`) or an instant in UTC.
 */
export type Anchor =
  | { readonly kind: "now" }
  | { readonly kind: "name"; readonly name: DayName }
  | { readonly kind: "day" | "month" | "year" | "local" | "instant"; readonly iso: string };

/** `+7d`: the amount is signed. */
export interface Offset {
  readonly amount: number;
  readonly unit: Unit;
}

const OFFSETS = /((?:[+-]\d{1,5}(?:min|[hdwmy]))+)$/i;
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?$/i;
const EXAMPLES = "such as 2026-11-23, 2026-11, 2026-11-23T09:00:00Z, today, monday, eom, +2w or today+7d";

/** Reads a date; throws QueryError with advice. */
export function parseDate(text: string, column: number): DateExpression {
  const absolute = parseAbsolute(text);
  if (absolute) return { anchor: absolute, offsets: [] };
  const tail = OFFSETS.exec(text)?.[1] ?? "";
  const head = text.slice(0, text.length - tail.length);
  const offsets = parseOffsets(tail);
  if (head === "" && offsets.length > 0) {
    // +4h counts from this moment, +2w from this day.
    const timed = offsets.some(({ unit }) => isTimed(unit));
    return { anchor: timed ? { kind: "now" } : { kind: "name", name: "today" }, offsets };
  }
  const anchor = parseAbsolute(head) ?? parseNamed(head);
  if (anchor === undefined) throw unknown(text, head, column);
  if (offsets.length > 0 && (anchor.kind === "month" || anchor.kind === "year")) {
    throw new QueryError(
      column,
      `Nothing can be added to a ${anchor.kind}: give a day, as in ${firstDay(anchor.iso)}${tail}.`,
    );
  }
  return { anchor, offsets };
}

/** The date as {@link parseDate} reads it back. */
export function printDate({ anchor, offsets }: DateExpression): string {
  const head = anchor.kind === "now" ? "now" : anchor.kind === "name" ? anchor.name : anchor.iso;
  return (
    head + offsets.map(({ amount, unit }) => `${amount < 0 ? "-" : "+"}${Math.abs(amount)}${unit}`).join("")
  );
}

/** Whether the unit is shorter than a day. */
export function isTimed(unit: Unit): boolean {
  return unit === "min" || unit === "h";
}

function parseNamed(text: string): Anchor | undefined {
  const sought = text.toLowerCase();
  if (sought === "now") return { kind: "now" };
  const named = DAY_NAMES.find(
    ({ name, aliases }) => name === sought || (aliases as readonly string[]).includes(sought),
  );
  return named && { kind: "name", name: named.name };
}

function parseAbsolute(text: string): Anchor | undefined {
  if (/^\d{4}$/.test(text) && text !== "0000") return { kind: "year", iso: text };
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text) && !text.startsWith("0000")) return { kind: "month", iso: text };
  if (plainDate.safeParse(text).success) return { kind: "day", iso: text };
  if (LOCAL.test(text)) return parseLocal(text);
  const read = instant.safeParse(text.toUpperCase());
  return read.success ? { kind: "instant", iso: read.data } : undefined;
}

function parseLocal(text: string): Anchor | undefined {
  try {
    const iso = Temporal.PlainDateTime.from(text, { overflow: "reject" }).toString({
      smallestUnit: "millisecond",
    });
    return iso.startsWith("0000") ? undefined : { kind: "local", iso };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function parseOffsets(tail: string): Offset[] {
  return Array.from(tail.matchAll(/([+-]\d+)(min|[hdwmy])/gi), ([, amount = "", unit = ""]) => ({
    // No -0: what is printed must be read back the same.
    amount: Number(amount) || 0,
    unit: UNITS.find((known) => known === unit.toLowerCase()) ?? "d",
  }));
}

function unknown(text: string, head: string, column: number): QueryError {
  if (/^\d{4}-\d\d?-\d\d?/.test(head)) {
    return new QueryError(
      column,
      `"${text}" is no date in the calendar between the years 1 and 9999; give one such as 2026-11-23 or 2026-11-23T09:00:00Z.`,
    );
  }
  const meant = nearest(head, ["now", ...DAY_NAMES.map(({ name }) => name)]);
  const suggestion = meant && `${meant}${text.slice(head.length)}`;
  return new QueryError(column, `"${text}" is no date. Give one ${EXAMPLES}.`, suggestion);
}

function firstDay(iso: string): string {
  return iso.length === 4 ? `${iso}-01-01` : `${iso}-01`;
}
