import ICAL from "ical.js";

/** One content line of iCalendar, unfolded. */
export interface ContentLine {
  /** Its first line in the file, counted from 1. */
  readonly line: number;
  /** In capitals. */
  readonly name: string;
  /** The whole line as it stands. */
  readonly text: string;
}

/** A component (RFC 5545 section 3.6) with its lines, not yet read. */
export interface Component {
  readonly name: string;
  /** Where it begins. */
  readonly line: number;
  readonly lines: ContentLine[];
  readonly children: Component[];
}

/** The property's value as it stands, escapes and all. */
export function rawValue(text: string): string {
  return text.replace(/^[^:"]*(?:"[^"]*"[^:"]*)*:/, "");
}

/** One of a property's parameters; undefined where it has none of the name. */
export function parameter(property: ICAL.Property, name: string): string | undefined {
  return property.getFirstParameter(name) || undefined;
}

/** Types of properties that the library takes as unknown text, with escapes. */
const TYPES: Readonly<Record<string, string>> = {
  "ESTIMATED-DURATION": "DURATION",
  "X-WR-CALNAME": "TEXT",
  "X-APPLE-CALENDAR-COLOR": "TEXT",
  NAME: "TEXT",
  COLOR: "TEXT",
};
/** A date without the parameter that has to say so: common, and can mean nothing else. */
const BARE_DATE = /^(?:DUE|DTSTART|EXDATE|RDATE)(?:;TZID=[^:]*)?:\d{8}(?:,\d{8})*$/i;

/**
 * Reads a content line.
 *
 * @throws Error where its form is wrong
 */
export function propertyOf({ name, text }: ContentLine): ICAL.Property {
  const type = name.startsWith("X-PUNCTUAL-") ? "TEXT" : BARE_DATE.test(text) ? "DATE" : TYPES[name];
  const typed =
    type && !/^[^:"]*;VALUE=/i.test(text) ? `${name};VALUE=${type}${text.slice(name.length)}` : text;
  return ICAL.Property.fromString(typed);
}

/** A property's text. */
export function textOf(property: ICAL.Property): string {
  const value = property.getFirstValue();
  return typeof value === "string" ? value : String(value ?? "");
}

/** A property's values as jCal (RFC 7265) writes them: `2026-11-23T09:00:00Z`, `2026-11-23`, `-PT30M`. */
export function jcalValues(property: ICAL.Property): readonly string[] {
  return (property.toJSON() as unknown[]).slice(3).map(String);
}
