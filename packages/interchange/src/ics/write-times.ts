import type { InterchangeTask } from "../record.ts";
import { instantOf, localOf } from "../zoned.ts";
import { plainLine, textLine } from "./line.ts";

/** `20261123T080000Z`. Calendars know no parts of a second. */
export function utcStamp(instant: string): string {
  return `${compact(instant.slice(0, 19))}Z`;
}

function compact(text: string): string {
  return text.replace(/[-:]/g, "");
}

/** The zone that a task's times are written in; null for UTC. */
export function writtenZone(task: InterchangeTask): string | null {
  return task.time_zone === "UTC" ? null : task.time_zone;
}

/** A property of instants: local times in the zone where they can be told by them, or else UTC. */
export function instantsLine(name: string, instants: readonly string[], zone: string | null): string {
  if (zone !== null) {
    const locals = instants.map((instant) => localOf(instant, zone));
    // The second of a time that comes twice can't be said by its local time.
    const told = locals.every(
      (local, i) => instantOf(local, zone).slice(0, 19) === instants[i]?.slice(0, 19),
    );
    if (told) return plainLine(name, locals.map(compact).join(","), { TZID: zone });
  }
  return plainLine(name, instants.map(utcStamp).join(","));
}

/** A property of plain dates. */
export function datesLine(name: string, dates: readonly string[]): string {
  return plainLine(name, dates.map(compact).join(","), { VALUE: "DATE" });
}

/** When a task starts and is due, and how it comes back. */
export function* timeLines(task: InterchangeTask): Generator<string> {
  const zone = writtenZone(task);
  const due = dueLine("DUE", task, zone);
  if (due !== null) yield due;
  yield* startLines(task, zone);
  // DUE says the zone only of an instant, and only with its name.
  if (task.time_zone !== null && !due?.includes(";TZID="))
    yield textLine("X-PUNCTUAL-TIME-ZONE", task.time_zone);
  yield* recurrenceLines(task, zone);
}

/** When a task is due, as this property. */
export function dueLine(name: string, task: InterchangeTask, zone: string | null): string | null {
  if (task.due_at !== null) return instantsLine(name, [task.due_at], zone);
  return task.due_date === null ? null : datesLine(name, [task.due_date]);
}

function* startLines(task: InterchangeTask, zone: string | null): Generator<string> {
  const due = dueLine("DTSTART", task, zone);
  if (task.start_at === null) {
    // A rule needs DTSTART to count from (RFC 5545 section 3.8.5.3).
    if (task.recurrence !== null && due !== null) yield due;
    return;
  }
  // It has DUE's type and comes before it (RFC 5545 section 3.8.2.3); a start that can't is said another way.
  const fits =
    task.due_date === null && (task.due_at === null || task.start_at.slice(0, 19) < task.due_at.slice(0, 19));
  if (fits) yield instantsLine("DTSTART", [task.start_at], zone);
  else {
    if (task.recurrence !== null && due !== null) yield due;
    yield textLine("X-PUNCTUAL-START-AT", task.start_at);
  }
}

function* recurrenceLines({ recurrence }: InterchangeTask, zone: string | null): Generator<string> {
  if (recurrence === null) return;
  yield plainLine("RRULE", recurrence.rrule);
  if (recurrence.mode === "completion") yield textLine("X-PUNCTUAL-RECURRENCE-MODE", "COMPLETION");
  for (const [name, all] of [
    ["EXDATE", recurrence.exdates],
    ["RDATE", recurrence.rdates],
  ] as const) {
    const instants = all.filter((given) => given.includes("T"));
    const dates = all.filter((given) => !given.includes("T"));
    if (instants.length > 0) yield instantsLine(name, instants, zone);
    if (dates.length > 0) yield datesLine(name, dates);
  }
}
