import { oneLine } from "../mend.ts";
import { jcalValues, parameter, rawValue, textOf } from "./component.ts";
import type { Reading } from "./found.ts";
import { type Moment, momentsOf } from "./moments.ts";
import { priorityOf, secondsOf, statusOf } from "./values.ts";

/** Reads one property; throws an Error with words for the person where its value is wrong. */
type Read = (reading: Reading) => void;

function one(reading: Reading): Moment {
  const [moment] = momentsOf(reading.property, reading.clock);
  if (!moment) throw new Error("has no value");
  if (moment.kind === "instant" && moment.assumed !== null) reading.warn(moment.assumed);
  return moment;
}

function instant(reading: Reading): string {
  const moment = one(reading);
  if (moment.kind === "date") throw new Error("must be a date and time, such as 20261123T090000Z");
  return moment.instant;
}

function exceptions(reading: Reading): string[] {
  return momentsOf(reading.property, reading.clock).map((moment) =>
    moment.kind === "date" ? moment.date : moment.instant,
  );
}

function seconds({ property }: Reading): number {
  const text = jcalValues(property)[0] ?? "";
  const read = secondsOf(text);
  if (read === undefined || read < 0) throw new Error(`${text} is no duration; write PT45M`);
  return read;
}

function paragraph(label: string): Read {
  return ({ found, property }) => {
    const text = jcalValues(property).join(", ").trim();
    if (text !== "") found.paragraphs.push(`${label}: ${text}`);
  };
}

/** What is read of a VTODO, by the property's name. The first of several that may come once only is taken. */
export const READERS: Readonly<Record<string, Read>> = {
  UID: ({ found, property }) => {
    const uid = oneLine(textOf(property));
    if (uid !== "") found.draft.uid ??= uid;
  },
  SUMMARY: ({ found, property }) => {
    found.draft.title ??= oneLine(textOf(property));
  },
  DESCRIPTION: ({ found, property }) => {
    found.draft.notes ??= textOf(property).replace(/\r\n?/g, "\n");
  },
  STATUS: ({ found, property, warn }) => {
    const text = textOf(property).toUpperCase();
    const status = statusOf(text);
    if (!status)
      throw new Error(`must be NEEDS-ACTION, IN-PROCESS, COMPLETED or CANCELLED, not ${text.slice(0, 40)}`);
    if (text === "CANCELLED") warn("a cancelled task is taken as done");
    found.draft.status = status;
  },
  PRIORITY: ({ found, line }) => {
    const level = rawValue(line.text).trim();
    const priority = priorityOf(level);
    if (!priority) throw new Error(`must be 0 to 9, not ${level.slice(0, 40)}`);
    found.draft.priority = priority;
  },
  CATEGORIES: ({ found, property }) => {
    const names = jcalValues(property).map(oneLine).filter(Boolean);
    found.draft.tags = [...(found.draft.tags ?? []), ...names];
  },
  "PERCENT-COMPLETE": ({ found, line, note }) => {
    found.percent = Number(rawValue(line.text));
    if (found.percent > 0 && found.percent < 100) note("a task is open or done; left out");
  },
  DTSTART: (reading) => {
    reading.found.start ??= one(reading);
  },
  DUE: (reading) => {
    reading.found.due ??= one(reading);
  },
  DURATION: (reading) => {
    reading.found.duration = seconds(reading);
  },
  "ESTIMATED-DURATION": (reading) => {
    reading.found.estimate = seconds(reading);
  },
  COMPLETED: (reading) => {
    // Some write a mere date, though RFC 5545 doesn't have it.
    const moment = one(reading);
    reading.found.draft.completed_at = moment.kind === "date" ? `${moment.date}T00:00:00Z` : moment.instant;
  },
  CREATED: (reading) => {
    reading.found.draft.created_at = instant(reading);
  },
  "LAST-MODIFIED": (reading) => {
    reading.found.draft.updated_at = instant(reading);
  },
  "RELATED-TO": ({ found, property }) => {
    const type = parameter(property, "reltype")?.toUpperCase() ?? "PARENT";
    if (type !== "PARENT") throw new Error(`RELTYPE=${type.slice(0, 40)} has no place in a task; left out`);
    if (found.draft.parent) throw new Error("a task has one parent; the first is taken");
    found.draft.parent = oneLine(textOf(property)) || null;
  },
  RRULE: ({ found, line }) => {
    if (found.rrule !== null) throw new Error("a task has one rule; the first is taken");
    found.rrule = rawValue(line.text).trim();
  },
  EXDATE: (reading) => {
    reading.found.exdates.push(...exceptions(reading));
  },
  RDATE: (reading) => {
    reading.found.rdates.push(...exceptions(reading));
  },
  URL: paragraph("URL"),
  LOCATION: paragraph("Location"),
  COMMENT: paragraph("Comment"),
  CONTACT: paragraph("Contact"),
  ATTACH: (reading) => {
    if (reading.property.type === "binary") throw new Error("a file has no place in a task; left out");
    paragraph("Attachment")(reading);
  },
  "X-PUNCTUAL-PROJECT": ({ found, property }) => {
    found.draft.project = oneLine(textOf(property)) || null;
  },
  "X-PUNCTUAL-TIME-ZONE": ({ found, property }) => {
    found.draft.time_zone = textOf(property);
  },
  "X-PUNCTUAL-START-AT": ({ found, property }) => {
    found.startAt = textOf(property);
  },
  "X-PUNCTUAL-RECURRENCE-MODE": ({ found, property }) => {
    found.mode = textOf(property).toLowerCase();
  },
  "X-PUNCTUAL-POSITION": ({ found, property }) => {
    found.draft.position = textOf(property);
  },
};
