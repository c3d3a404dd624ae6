import { z } from "zod";

/**
 * An instant: RFC 3339 with any offset on the way in (`2026-11-23T09:00:00+01:00`), UTC with milliseconds on the way
 * out (`2026-11-23T08:00:00.000Z`).
 */
export const instant = z.iso
  .datetime({
    offset: true,
    error: "must be an RFC 3339 instant with an offset, such as 2026-11-23T09:00:00Z",
  })
  .overwrite((text) => new Date(text).toISOString())
  .meta({ examples: ["2026-11-23T09:00:00.000Z"] });

/** A plain date without time or zone: RFC 3339 full-date, `2026-11-23`. */
export const plainDate = z.iso
  .date({ error: "must be a date such as 2026-11-23" })
  .meta({ examples: ["2026-11-23"] });

/** An IANA time zone name that this runtime knows, such as `Europe/Berlin`. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: "must be an IANA time zone such as Europe/Berlin" })
  .meta({ examples: ["Europe/Berlin"] });

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
