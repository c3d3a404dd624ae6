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

function isTimeZone(name: string): boolean {
  // Intl also takes offsets such as +01:00, which say nothing about daylight saving.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
