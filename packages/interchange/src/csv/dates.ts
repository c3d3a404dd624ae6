import { dateOf, instantOf } from "../zoned.ts";

/** When something is due: a plain date, or an instant. */
export type When =
  | { readonly kind: "date"; readonly date: string }
  | { readonly kind: "instant"; readonly instant: string };

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]{3,9})\.?,? (\d{4})/;
const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})/;
const TIME = /^(?:t| at | )?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)? ?(am|pm)?$/;
const OFFSET_TIME = /^[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})$/;

/**
 * Reads a date in a form that means the same everywhere: ISO 8601, or with an English month (`Oct 5 2026`,
 * `5 October 2026 18:00`). Undefined for any other; what people say (`every monday`) among them.
 *
 * @param timeZone IANA zone of a time without an offset
 */
export function readDate(text: string, timeZone: string): When | undefined {
  const given = text.trim().replace(/\s+/g, " ").toLowerCase();
  const day = dayOf(given);
  if (!day) return undefined;
  const rest = given.slice(day.length);
  try {
    const date = dateOf(day.date);
    if (rest === "") return { kind: "date", date };
    if (OFFSET_TIME.test(rest)) {
      const instant = new Date(`${date}T${rest.slice(1).toUpperCase()}`).toISOString();
      return { kind: "instant", instant };
    }
    const time = timeOf(rest);
    if (time === undefined) return undefined;
    return { kind: "instant", instant: instantOf(`${date}T${time}`, timeZone) };
  } catch (error) {
    // No such date, such as 30 February.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function dayOf(given: string): { readonly date: string; readonly length: number } | undefined {
  const iso = ISO_DAY.exec(given);
  if (iso) return { date: iso[0], length: iso[0].length };
  const dayFirst = DAY_FIRST.exec(given);
  const monthFirst = MONTH_FIRST.exec(given);
  const [all, day, name, year] = dayFirst ?? pick(monthFirst);
  const month = MONTHS.indexOf((name ?? "").slice(0, 3)) + 1;
  if (all === undefined || !isMonth(name ?? "") || month === 0) return undefined;
  return { date: `${year}-${pad(month)}-${pad(Number(day))}`, length: all.length };
}

function pick(found: RegExpExecArray | null): (string | undefined)[] {
  return found ? [found[0], found[2], found[1], found[3]] : [];
}

const NAMES = ["january", "february", "march", "april", "may", "june", "july", "august"].concat([
  "september",
  "october",
  "november",
  "december",
]);

/** Whether it is a month's name, whole or cut ("sept"). */
function isMonth(name: string): boolean {
  return NAMES.some((whole) => whole.startsWith(name));
}

function timeOf(rest: string): string | undefined {
  const [, hours, minutes, seconds, half] = TIME.exec(rest) ?? [];
  if (hours === undefined) return undefined;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === "pm" ? 12 : 0);
  }
  return `${pad(hour)}:${minutes}:${seconds ?? "00"}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
