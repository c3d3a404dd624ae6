import type { ParsedResult } from "chrono-node";
import { casual } from "chrono-node/en";
import { dayOf, reference } from "../text/dates.ts";

/** A date, a time or both that a text says. */
export interface SaidMoment {
  readonly start: number;
  readonly end: number;
  /** `2026-11-27`; undefined where only a time is said. */
  readonly date?: string;
  /** `17:00`; undefined where only a day is said. */
  readonly time?: string;
}

/** What reads like a date, and why it isn't taken. */
export interface Doubtful {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

const WEEKDAYS = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
const SHORT = "(?:mon|tues?|weds?|thu|thurs?|fri|sat|sun)\\.?";
const MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const CLOCK = "(?:\\d{1,2}(?::\\d\\d)?\\s*[ap]\\.?m\\.?|\\d{1,2}:\\d\\d|noon|midnight)";
const DAY = "\\d{1,2}(?:st|nd|rd|th)?";

/** Ways to say a moment that can mean nothing else; chrono takes many more, such as "may" and "sat". */
const CLEAR = [
  /^\d{4}-\d\d-\d\d/,
  /^(?:today|tonight|tomorrow|tmr)\b/,
  /^in (?:an?|\d+|two|three|four|five|six|ten) (?:minute|min|hour|day|week|month|year)s?$/,
  new RegExp(`^(?:on |next |this )*${WEEKDAYS}\\b`),
  new RegExp(`^(?:on |next |this )+${SHORT}(?!\\w)`),
  new RegExp(`^${SHORT},? (?:at )?${CLOCK}`),
  new RegExp(`^(?:on )?(?:the )?${DAY}(?: of)? ${MONTHS}`),
  new RegExp(`^(?:on )?${MONTHS} (?:the )?${DAY}`),
  new RegExp(`^(?:at )?${CLOCK}`),
  /^at (?:[01]?\d|2[0-3])$/,
];
/** Short names of days that are no other word, where nothing follows them. */
const SHORT_ALONE = /^(?:mon|tues?|thu|thurs?|fri)\.?$/;
const NUMERIC = /^\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?$/;
const VAGUE = /^(?:(?:this|next) (?:week|month|year|weekend)|weekend)$/;

/** Reads all moments that a text says clearly, and what it might say. @param now wall time */
export function readMoments(
  text: string,
  now: string,
): { readonly moments: SaidMoment[]; readonly doubtful: Doubtful[] } {
  const moments: SaidMoment[] = [];
  const doubtful: Doubtful[] = [];
  for (const found of casual.parse(text, reference(now), { forwardDate: true })) {
    const words = found.text.toLowerCase().trim();
    const place = { start: found.index, end: found.index + found.text.length };
    const isLast = text.slice(place.end).trim() === "";
    if (NUMERIC.test(words) && words.includes("/")) {
      doubtful.push({
        ...place,
        message: `${found.text} is another day in another country; write 2027-02-01 or 1 feb`,
      });
    } else if (VAGUE.test(words)) {
      doubtful.push({ ...place, message: `${found.text} is no day; write one such as next monday` });
    } else if (isClear(words, isLast) && isWord(text, place)) {
      if (found.end)
        doubtful.push({
          ...place,
          message: `${found.text} has an end, which a task has not; write when it is due`,
        });
      else moments.push({ ...place, ...momentOf(found) });
    }
  }
  return { moments, doubtful };
}

function isClear(words: string, isLast: boolean): boolean {
  if (/\bago\b|^last |^past /.test(words)) return false;
  return CLEAR.some((form) => form.test(words)) || (isLast && SHORT_ALONE.test(words));
}

/** Not the middle of something longer: a version, an address, a path. */
function isWord(text: string, { start, end }: { start: number; end: number }): boolean {
  return !/[^\s(,]/.test(text[start - 1] ?? " ") && !/[^\s),.;!?]/.test(text[end] ?? " ");
}

function momentOf({ start }: ParsedResult): Pick<SaidMoment, "date" | "time"> {
  const timed = start.isCertain("hour");
  const dated = ["day", "weekday", "month"].some((part) => start.isCertain(part as "day"));
  const two = (value: number | null) => String(value ?? 0).padStart(2, "0");
  return {
    ...(dated || !timed ? { date: dayOf(start) } : {}),
    ...(timed ? { time: `${two(start.get("hour"))}:${two(start.get("minute"))}` } : {}),
  };
}
