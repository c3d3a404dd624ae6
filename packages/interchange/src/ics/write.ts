import { remindAt } from "@punctual/schedule/reminder/instant";
import { tzlib_get_ical_block as blockOf } from "timezones-ical-library";
import type { Writer } from "../entry.ts";
import type { InterchangeTask } from "../record.ts";
import { plainLine, textLine } from "./line.ts";
import { PRODUCT } from "./product.ts";
import { LEVEL_OF } from "./values.ts";
import { timeLines, utcStamp, writtenZone } from "./write-times.ts";

/** The lines of one task's component. */
type Write = (task: InterchangeTask, stamp: string) => Generator<string>;

/** Writes to-dos of iCalendar (RFC 5545). Projects, tags and filters have no place of their own in it. */
export const writeIcs: Writer = (records, { at }) => calendarOf(records, at, todoLines);

/**
 * Writes a calendar of what `write` makes of each task that isn't in the trash. A zone is defined before the first
 * component that uses it.
 */
export async function* calendarOf(
  records: Parameters<Writer>[0],
  at: string,
  write: Write,
): AsyncGenerator<string> {
  yield [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:${PRODUCT}`,
    "CALSCALE:GREGORIAN",
    "X-WR-CALNAME:Punctual",
    "",
  ].join("\r\n");
  const defined = new Set<string>();
  for await (const record of records) {
    if (record.kind !== "task" || record.deleted_at !== null) continue;
    const zone = writtenZone(record);
    if (zone !== null && !defined.has(zone)) {
      defined.add(zone);
      yield definitionOf(zone);
    }
    yield [...write(record, utcStamp(at))].join("");
  }
  yield "END:VCALENDAR\r\n";
}

function definitionOf(zone: string): string {
  const [block] = blockOf(zone);
  // Of a zone that is newer than the library, programs know the name at least.
  return block === undefined ? "" : `${block}\r\n`;
}

function* todoLines(task: InterchangeTask, stamp: string): Generator<string> {
  yield "BEGIN:VTODO\r\n";
  yield* commonLines(task, stamp);
  yield plainLine("STATUS", task.status === "done" ? "COMPLETED" : "NEEDS-ACTION");
  if (task.status === "done") yield plainLine("PERCENT-COMPLETE", "100");
  if (task.completed_at !== null) yield plainLine("COMPLETED", utcStamp(task.completed_at));
  yield* timeLines(task);
  if (task.estimate !== null) yield plainLine("ESTIMATED-DURATION", task.estimate, { VALUE: "DURATION" });
  if (task.parent !== null) yield textLine("RELATED-TO", task.parent, { RELTYPE: "PARENT" });
  if (task.project !== null) yield textLine("X-PUNCTUAL-PROJECT", task.project);
  if (task.position !== null) yield textLine("X-PUNCTUAL-POSITION", task.position);
  for (const reminder of task.reminders) yield* alarmLines(reminder, task);
  yield "END:VTODO\r\n";
}

/** What a to-do and an event have alike. */
export function* commonLines(task: InterchangeTask, stamp: string): Generator<string> {
  yield textLine("UID", task.uid);
  yield plainLine("DTSTAMP", stamp);
  if (task.created_at !== null) yield plainLine("CREATED", utcStamp(task.created_at));
  if (task.updated_at !== null) yield plainLine("LAST-MODIFIED", utcStamp(task.updated_at));
  yield textLine("SUMMARY", task.title);
  if (task.notes !== "") yield textLine("DESCRIPTION", task.notes);
  if (task.priority !== "none") yield plainLine("PRIORITY", String(LEVEL_OF[task.priority]));
  if (task.tags.length > 0) yield textLine("CATEGORIES", task.tags);
}

function* alarmLines(
  reminder: InterchangeTask["reminders"][number],
  task: InterchangeTask,
): Generator<string> {
  // A trigger knows durations alone: a time of a day is said by its instant.
  const isNominal = "before" in reminder && reminder.time !== undefined;
  const at = "at" in reminder || isNominal ? remindAt(reminder, task, task.time_zone ?? "UTC") : undefined;
  yield "BEGIN:VALARM\r\nACTION:DISPLAY\r\n";
  yield textLine("DESCRIPTION", task.title);
  if (at !== undefined) yield plainLine("TRIGGER", utcStamp(at), { VALUE: "DATE-TIME" });
  else if ("before" in reminder)
    yield plainLine("TRIGGER", `-${reminder.before}`, { RELATED: reminder.of === "due" ? "END" : "START" });
  yield "END:VALARM\r\n";
}
