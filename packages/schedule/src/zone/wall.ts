import { Temporal } from "temporal-polyfill";

/**
 * The instant of a wall time in a zone: RFC 3339 in UTC. A wall time that daylight saving leaves out is moved forward by
 * as much; of one that comes twice, the first is taken (RFC 5545 section 3.3.5).
 *
 * @param local `2026-11-23T09:00:00`
 * @param timeZone IANA
 * @throws RangeError for what is no wall time, or no zone
 */
export function toInstant(local: string, timeZone: string): string {
  const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, {
    disambiguation: "compatible",
  });
  return zoned.toInstant().toString();
}

/**
 * The wall time of an instant in a zone, to the second: `2026-11-23T09:00:00`.
 *
 * @param instant RFC 3339
 */
export function toWall(instant: string, timeZone: string): string {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDateTime().toString({ smallestUnit: "second" });
}

/** A wall time as it really is in its zone: moved forward where it was left out. */
export interface Resolved {
  /** RFC 3339 in UTC. */
  readonly at: string;
  readonly local: string;
  /** Ahead of UTC, in seconds. */
  readonly offset: number;
}

/** Like {@link toInstant}, with all that a series wants to know: one look at the zone is dear enough. */
export function resolve(local: string, timeZone: string): Resolved {
  const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, {
    disambiguation: "compatible",
  });
  return {
    at: zoned.toInstant().toString(),
    local: zoned.toPlainDateTime().toString({ smallestUnit: "second" }),
    offset: zoned.offsetNanoseconds / 1e9,
  };
}

/** By how much a zone is ahead of UTC at an instant, in seconds. */
export function offsetAt(instant: string, timeZone: string): number {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e9;
}
