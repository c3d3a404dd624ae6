import { type Entry, failure, warning } from "../entry.ts";
import { finishTask, type Places } from "../finish.ts";
import { fitTitle, joinNotes } from "../mend.ts";
import { type InterchangeTaskDraft, localUid } from "../record.ts";
import { readAlarm } from "./alarms.ts";
import { type Component, type ContentLine, propertyOf } from "./component.ts";
import { type Found, nothingFound } from "./found.ts";
import type { Clock } from "./moments.ts";
import type { Notebook } from "./notebook.ts";
import { READERS } from "./properties.ts";
import { settle } from "./settle.ts";

/** Which property says a field of a task. */
const FIELD_OF: Readonly<Partial<Record<keyof InterchangeTaskDraft, string>>> = {
  uid: "UID",
  title: "SUMMARY",
  notes: "DESCRIPTION",
  status: "STATUS",
  tags: "CATEGORIES",
  parent: "RELATED-TO",
  due_at: "DUE",
  due_date: "DUE",
  time_zone: "DUE",
  start_at: "DTSTART",
  recurrence: "RRULE",
  estimate: "ESTIMATED-DURATION",
  completed_at: "COMPLETED",
  created_at: "CREATED",
  updated_at: "LAST-MODIFIED",
  project: "X-PUNCTUAL-PROJECT",
  position: "X-PUNCTUAL-POSITION",
};

/** What a task takes from its calendar. */
export interface Calendar extends Clock {
  readonly project: string | null;
}

/** Reads a VTODO (RFC 5545 section 3.6.2). */
export function* readTask(component: Component, calendar: Calendar, notebook: Notebook): Generator<Entry> {
  if (component.lines.some((line) => line.name === "RECURRENCE-ID")) {
    const message = "a change of one occurrence has no place in a task; left out";
    yield warning(component.line, "RECURRENCE-ID", message);
    return;
  }
  const found = nothingFound();
  for (const line of component.lines) yield* readProperty(line, found, calendar, notebook);
  if (!found.draft.title) {
    yield failure(component.line, "SUMMARY", "is missing; a task needs a title");
    return;
  }
  const places = placesOf(component);
  const settled = yield* settle(found, places, component.line, calendar.timeZone);
  const reminders: NonNullable<InterchangeTaskDraft["reminders"]> = [];
  for (const child of component.children) {
    if (child.name !== "VALARM") {
      notebook.note(child);
      continue;
    }
    const reminder = yield* readAlarm(child, settled.span, calendar, notebook);
    if (reminder) reminders.push(reminder);
  }
  const title = found.draft.title;
  const fitted = fitTitle(title, joinNotes([found.draft.notes ?? "", ...found.paragraphs]));
  if (fitted.cut) {
    yield warning(component.line, "SUMMARY", "is too long for a title; the whole is in the notes");
  }
  const draft: InterchangeTaskDraft = {
    project: calendar.project,
    ...found.draft,
    ...settled.fields,
    kind: "task",
    uid: found.draft.uid ?? localUid(component.line),
    title: fitted.title,
    notes: fitted.notes,
    reminders,
  };
  yield* finishTask(component.line, draft, places);
}

function* readProperty(
  line: ContentLine,
  found: Found,
  calendar: Calendar,
  notebook: Notebook,
): Generator<Entry> {
  const read = Object.hasOwn(READERS, line.name) ? READERS[line.name] : undefined;
  if (!read) {
    notebook.note(line);
    return;
  }
  const problems: Entry[] = [];
  const warn = (message: string) => problems.push(warning(line.line, line.name, message));
  try {
    read({
      found,
      property: propertyOf(line),
      line,
      clock: calendar,
      warn,
      note: (why) => notebook.note(line, why),
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    warn(`left out: ${error.message}`);
  }
  yield* problems;
}

function placesOf(component: Component): Places {
  const places: Places = {};
  for (const [field, name] of Object.entries(FIELD_OF)) {
    const line = component.lines.find((line) => line.name === name)?.line ?? component.line;
    places[field as keyof InterchangeTaskDraft] = { line, field: name };
  }
  return places;
}
