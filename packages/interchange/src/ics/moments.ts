import type ICAL from "ical.js";
import { dateOf, instantOf } from "../zoned.ts";
import { jcalValues, parameter } from "./component.ts";
import type { Zones } from "./zones.ts";

/** A DATE, or a DATE-TIME with the IANA zone that it was written in. */
export type Moment =
  | { readonly kind: "date"; readonly date: string }
  | {
      readonly kind: "instant";
      readonly instant: string;
      /** Null for UTC, and for a zone that isn't IANA's. */
      readonly zone: string | null;
      readonly assumed: string | null;
    };

/** What times are read by. */
export interface Clock {
  readonly zones: Zones;
  /** IANA zone of times that have none. */
  readonly timeZone: string;
}

/**
 * The values of a property of DATEs or DATE-TIMEs (RFC 5545 sections 3.3.4 and 3.3.5).
 *
 * @throws RangeError naming a value that is none
 */
export function momentsOf(property: ICAL.Property, clock: Clock): Moment[] {
  const tzid = parameter(property, "tzid");
  return jcalValues(property).map((value) => momentOf(value, tzid, clock));
}

function momentOf(value: string, tzid: string | undefined, { zones, timeZone }: Clock): Moment {
  try {
    if (!value.includes("T")) return { kind: "date", date: dateOf(value) };
    if (value.endsWith("Z")) {
      const instant = instantOf(value.slice(0, -1), "UTC");
      return { kind: "instant", instant, zone: null, assumed: null };
    }
    if (tzid !== undefined) return { kind: "instant", ...zones.instantOf(value, tzid) };
    return { kind: "instant", instant: instantOf(value, timeZone), zone: timeZone, assumed: null };
  } catch (error) {
    // Periods, and dates such as 30 February.
    if (error instanceof RangeError) throw new RangeError(`${value} is no date or time`, { cause: error });
    throw error;
  }
}
