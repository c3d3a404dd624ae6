import { Temporal } from "temporal-polyfill";

/**
 * The instant of a local time (`2026-11-23T09:00:00`) in an IANA zone, as RFC 3339 in UTC. Of a time that comes twice,
 * the first; one that is skipped moves on by the gap (RFC 5545 section 3.3.5).
 *
 * @throws RangeError where there is no such date or time
 */
export function instantOf(local: string, timeZone: string): string {
  const zoned = Temporal.PlainDateTime.from(local, { overflow: "reject" }).toZonedDateTime(timeZone);
  return new Date(zoned.epochMilliseconds).toISOString();
}

/** An instant's local time in an IANA zone, to the second: `2026-11-23T09:00:00`. */
export function localOf(instant: string, timeZone: string): string {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDateTime().toString({ smallestUnit: "second", roundingMode: "floor" });
}

/**
 * A date as it stands (`2026-11-23`).
 *
 * @throws RangeError where there is no such date
 */
export function dateOf(text: string): string {
  return Temporal.PlainDate.from(text, { overflow: "reject" }).toString();
}
