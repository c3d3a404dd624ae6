import ICAL from "ical.js";

/** Octets of a line without its end (RFC 5545 section 3.1). */
const LINE_OCTETS = 75;
const LINE_END = "\r\n";

/** Parameters of a property. */
export type Parameters = Readonly<Record<string, string>>;

/** A line of text, escaped; control characters that iCalendar can't have are left out. */
export function textLine(
  name: string,
  value: string | readonly string[],
  parameters: Parameters = {},
): string {
  const property = new ICAL.Property(name.toLowerCase());
  // The library escapes no text whose type it doesn't know.
  if (property.type === "unknown") property.resetType("text");
  for (const [key, given] of Object.entries(parameters)) property.setParameter(key, given);
  if (typeof value === "string") property.setValue(clean(value));
  else property.setValues(value.map(clean));
  return folded(property.toICALString());
}

/** A line whose value has nothing to escape. */
export function plainLine(name: string, value: string, parameters: Parameters = {}): string {
  const given = Object.entries(parameters).map(([key, text]) => `;${key}=${text}`);
  return folded(`${name}${given.join("")}:${value}`);
}

function clean(text: string): string {
  // Line feed and tab are the only ones that RFC 5545 has in a text.
  return text.replace(/\r\n?/g, "\n").replace(/(?![\n\t])\p{Cc}/gu, "");
}

/** A line in pieces of at most 75 octets, none of which cuts a character. */
function folded(line: string): string {
  if (line.length * 3 <= LINE_OCTETS || Buffer.byteLength(line) <= LINE_OCTETS) return line + LINE_END;
  let whole = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      whole += `${LINE_END} `;
      octets = 1;
    }
    whole += character;
    octets += size;
  }
  return whole + LINE_END;
}
