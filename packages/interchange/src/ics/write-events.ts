import { durationMinutes } from "@punctual/contracts/time";
import type { Writer } from "../entry.ts";
import type { InterchangeTask } from "../record.ts";
import { plainLine } from "./line.ts";
import { calendarOf, commonLines } from "./write.ts";
import { dueLine, writtenZone } from "./write-times.ts";

/**
 * Writes tasks that are due as events, for calendars that show no to-dos: at the time when they are due, as long as
 * they are estimated to take, in nobody's way. Without alarms, since Punctual reminds itself.
 */
export const writeEvents: Writer = (records, { at }) => calendarOf(due(records), at, eventLines);

async function* due(records: Parameters<Writer>[0]): AsyncGenerator<InterchangeTask> {
  for await (const record of records) {
    if (record.kind === "task" && (record.due_at !== null || record.due_date !== null)) yield record;
  }
}

function* eventLines(task: InterchangeTask, stamp: string): Generator<string> {
  yield "BEGIN:VEVENT\r\n";
  yield* commonLines(task.status === "done" ? { ...task, title: `✓ ${task.title}` } : task, stamp);
  const start = dueLine("DTSTART", task, writtenZone(task));
  if (start !== null) yield start;
  const minutes = task.due_at === null || task.estimate === null ? undefined : durationMinutes(task.estimate);
  if (minutes) yield plainLine("DURATION", `PT${minutes}M`);
  if (task.recurrence?.mode === "schedule" && task.status === "open") {
    yield plainLine("RRULE", task.recurrence.rrule);
  }
  yield "STATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
}
