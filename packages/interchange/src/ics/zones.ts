import { timeZone } from "@punctual/contracts/time";
import ICAL from "ical.js";
import { instantOf } from "../zoned.ts";
import { type Component, propertyOf, rawValue, textOf } from "./component.ts";

/** A calendar's zones, by the names its times use. */
export interface Zones {
  /** Learns a VTIMEZONE; says what's wrong with it, if anything. */
  add(component: Component): string | undefined;
  /** The instant of a local time in a zone of this calendar. */
  instantOf(local: string, tzid: string): Zoned;
}

/** An instant with the IANA zone that it was written in; null where that isn't one. */
export interface Zoned {
  readonly instant: string;
  readonly zone: string | null;
  /** What was assumed, for the person to check. */
  readonly assumed: string | null;
}

/**
 * The rules that summer time follows (`FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`). Others are refused: the library would count
 * every second of a FREQ=SECONDLY.
 */
const YEARLY =
  /^FREQ=YEARLY(?:;(?:BYMONTH=(?:[1-9]|1[0-2])|BYDAY=-?[1-4](?:MO|TU|WE|TH|FR|SA|SU)|WKST=[A-Z]{2}|INTERVAL=1|UNTIL=\d{8}(?:T\d{6}Z?)?))+$/;
const MOST_RULES = 500;
const SECOND_MS = 1000;

/** Makes the zones of one calendar; `fallback` is an IANA zone for times in one that isn't known at all. */
export function createZones(fallback: string): Zones {
  const iana = new Map<string, string>();
  const defined = new Map<string, ICAL.Timezone>();

  return {
    add(component) {
      const tzid = firstValue(component, "TZID");
      if (tzid === undefined) return "TZID is missing";
      const location = firstValue(component, "X-LIC-LOCATION");
      const name = ianaName(tzid) ?? (location === undefined ? undefined : ianaName(location));
      if (name !== undefined) {
        iana.set(tzid, name);
        return undefined;
      }
      if (component.children.length > MOST_RULES) return `must have at most ${MOST_RULES} changes`;
      const strange = component.children
        .flatMap(({ lines }) => lines)
        .find((line) => line.name === "RRULE" && !YEARLY.test(rawValue(line.text)));
      if (strange) return `can't follow ${strange.text.slice(0, 80)}`;
      try {
        defined.set(tzid, new ICAL.Timezone({ component: libraryComponent(component), tzid }));
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    },
    instantOf(local, tzid) {
      const name = iana.get(tzid) ?? ianaName(tzid);
      if (name !== undefined) return { instant: instantOf(local, name), zone: name, assumed: null };
      const zone = defined.get(tzid);
      if (zone) {
        // Checks the date, which the library would bend into another.
        instantOf(local, "UTC");
        const time = ICAL.Time.fromDateTimeString(local);
        time.zone = zone;
        const instant = new Date(time.toUnixTime() * SECOND_MS).toISOString();
        return { instant, zone: null, assumed: `"${tzid}" is no IANA time zone; the instant is kept` };
      }
      const assumed = `"${tzid}" is no known time zone; ${fallback} is assumed`;
      return { instant: instantOf(local, fallback), zone: fallback, assumed };
    },
  };
}

/** The IANA zone in a name such as `/freeassociation.sourceforge.net/Europe/Berlin`. */
function ianaName(tzid: string): string | undefined {
  const parts = tzid.split("/");
  return parts.map((_, i) => parts.slice(i).join("/")).find((name) => timeZone.safeParse(name).success);
}

function firstValue(component: Component, name: string): string | undefined {
  const line = component.lines.find((line) => line.name === name);
  return line && textOf(propertyOf(line)).trim();
}

function libraryComponent({ name, lines, children }: Component): ICAL.Component {
  const made = new ICAL.Component(name.toLowerCase());
  for (const line of lines) made.addProperty(propertyOf(line));
  for (const child of children) made.addSubcomponent(libraryComponent(child));
  return made;
}
