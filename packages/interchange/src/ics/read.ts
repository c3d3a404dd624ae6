import { type Entry, failure, type Reader, warning } from "../entry.ts";
import { oneLine } from "../mend.ts";
import { interchangeProject } from "../record.ts";
import { type ContentLine, propertyOf, textOf } from "./component.ts";
import { componentsOf } from "./components.ts";
import { createNotebook } from "./notebook.ts";
import { PRODUCT } from "./product.ts";
import { type Calendar, readTask } from "./read-task.ts";
import { createZones } from "./zones.ts";

/** A colour as most calendars write it; the last two digits are opacity. */
const COLOUR = /^#[0-9a-f]{6}(?:[0-9a-f]{2})?$/i;

/**
 * Reads iCalendar's to-dos (RFC 5545). A calendar's name is its tasks' project, since that is what lists of tasks are
 * in other programs.
 */
export const readIcs: Reader = async function* (source, options) {
  const notebook = createNotebook();
  let calendar: Calendar = { ...options, zones: createZones(options.timeZone) };
  let ours = false;
  let any = false;
  let colour: string | null = null;
  let named: string | null = null;

  function* property(line: ContentLine): Generator<Entry> {
    let text: string;
    try {
      text = oneLine(textOf(propertyOf(line)));
    } catch (error) {
      yield warning(line.line, line.name, `left out: ${(error as Error).message}`);
      return;
    }
    if (line.name === "VERSION" && text !== "2.0") {
      yield failure(line.line, "VERSION", `must be 2.0 (iCalendar, RFC 5545), not ${text.slice(0, 40)}`);
    } else if (line.name === "PRODID") ours = text === PRODUCT;
    else if (line.name === "X-WR-CALNAME" || line.name === "NAME") {
      if (text !== "" && !ours) calendar = { ...calendar, project: text };
    } else if (line.name === "X-APPLE-CALENDAR-COLOR" || line.name === "COLOR") {
      if (COLOUR.test(text)) colour = text.slice(0, 7);
    } else notebook.note(line, "is not taken");
  }

  for await (const part of componentsOf(source)) {
    if (part.kind === "problem") yield part;
    else if (part.kind === "begin") {
      any = true;
      ours = false;
      colour = null;
      calendar = { ...options, zones: createZones(options.timeZone) };
    } else if (part.kind === "property") yield* property(part.line);
    else if (part.component.name === "VTIMEZONE") {
      const wrong = calendar.zones.add(part.component);
      if (wrong !== undefined) yield warning(part.component.line, "VTIMEZONE", wrong);
    } else if (part.component.name === "VTODO") {
      if (calendar.project !== options.project && calendar.project !== named && colour !== null) {
        named = calendar.project;
        yield* projectRecord(part.component.line, calendar.project, colour);
      }
      yield* readTask(part.component, calendar, notebook);
    } else notebook.note(part.component, "is no task; left out");
  }
  if (!any) yield failure(1, null, "must begin with BEGIN:VCALENDAR");
  yield* notebook.end();
};

function* projectRecord(line: number, name: string | null, colour: string): Generator<Entry> {
  const parsed = interchangeProject.safeParse({ kind: "project", name, colour });
  // A name that is none is told with each task.
  if (parsed.success) yield { kind: "record", line, record: parsed.data };
}
