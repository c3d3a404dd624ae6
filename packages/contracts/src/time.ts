import { z } from "zod";

// RFC 3339 has four digits for a year, and PostgreSQL no year 0.
const EARLIEST = Date.parse("0001-01-01T00:00:00.000Z");
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * An instant: RFC 3339 with any offset on the way in (`2026-11-23T09:00:00+01:00`), UTC with milliseconds on the way
 * out (`2026-11-23T08:00:00.000Z`).
 */
export const instant = z.iso
  .datetime({
    offset: true,
    // What is no instant must not reach the next steps, which can't read it.
    abort: true,
    error: "must be an RFC 3339 instant with an offset, such as 2026-11-23T09:00:00Z",
  })
  .refine(isInRange, { abort: true, error: "must be between the years 1 and 9999 in UTC" })
  .overwrite((text) => new Date(text).toISOString())
  .meta({ examples: ["2026-11-23T09:00:00.000Z"] });

/** A plain date without time or zone: RFC 3339 full-date, `2026-11-23`. */
export const plainDate = z.iso
  .date({ error: "must be a date such as 2026-11-23" })
  .refine((date) => !date.startsWith("0000"), { error: "must be in the year 1 or later" })
  .meta({ examples: ["2026-11-23"] });

/** An IANA time zone name that this runtime knows, such as `Europe/Berlin`. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: "must be an IANA time zone such as Europe/Berlin" })
  .meta({ examples: ["Europe/Berlin"] });

function isInRange(text: string): boolean {
  const moment = Date.parse(text);
  return moment >= EARLIEST && moment <= LATEST;
}

/** Names that were right before, since asking is dear; there are about 600, and a few spellings of each. */
const KNOWN_ZONES = new Set<string>();
const MOST_KNOWN = 2000;

function isTimeZone(name: string): boolean {
  if (KNOWN_ZONES.has(name)) return true;
  // Intl also takes offsets such as +01:00, which say nothing about daylight saving.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    if (KNOWN_ZONES.size < MOST_KNOWN) KNOWN_ZONES.add(name);
    return true;
  } catch {
    return false;
  }
}

/** Minutes of a year: nothing here takes longer. */
const MAX_MINUTES = 366 * 24 * 60;
const DURATION = /^P(?!$)(?:(\d{1,3})W|(?:(\d{1,3})D)?(?:T(?!$)(?:(\d{1,4})H)?(?:(\d{1,6})M)?)?)$/;

/** A duration in whole minutes: ISO 8601 with weeks, days, hours and minutes, such as `PT45M` or `P1DT2H`. */
export const duration = z
  .string()
  .max(20)
  .refine((text) => (durationMinutes(text) ?? Number.POSITIVE_INFINITY) <= MAX_MINUTES, {
    error: "must be an ISO 8601 duration of whole minutes and at most a year, such as PT45M or P1D",
  })
  .meta({ examples: ["PT45M"] });

/** How many minutes a duration has, a day being 24 hours; undefined where it isn't one. */
export function durationMinutes(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const [weeks, days, hours, minutes] = match.slice(1).map((part) => Number(part ?? 0));
  return (((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0);
}

/** Minutes as a duration: 90 → `PT1H30M`. */
export function minutesDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return `PT${hours > 0 ? `${hours}H` : ""}${rest > 0 || hours === 0 ? `${rest}M` : ""}`;
}
