import { minutesDuration } from "@punctual/contracts/time";
import { type Entry, warning } from "../entry.ts";
import type { Places } from "../finish.ts";
import type { InterchangeTaskDraft } from "../record.ts";
import { instantOf } from "../zoned.ts";
import type { Span } from "./alarms.ts";
import type { Found } from "./found.ts";
import type { Moment } from "./moments.ts";

/** Fields of a task that several properties say together. */
export interface Settled {
  readonly fields: Partial<InterchangeTaskDraft>;
  readonly span: Span;
}

const MINUTE_SECONDS = 60;
const SECOND_MS = 1000;
const END_OF_DAY = "T23:59:59";

/** Puts together when a task starts and is due, how it comes back, and whether it's done. */
export function* settle(
  found: Found,
  places: Places,
  line: number,
  fallback: string,
): Generator<Entry, Settled> {
  const zone = found.draft.time_zone ?? zoneOf(found.due) ?? zoneOf(found.start);
  const midnight = (date: string) => instantOf(`${date}T00:00:00`, zone ?? fallback);
  const from =
    found.start && (found.start.kind === "date" ? midnight(found.start.date) : found.start.instant);
  // A task that comes back needs a date to come back from; some write DTSTART alone.
  const due = dueOf(found, from) ?? (found.rrule === null ? null : found.start);
  // Apple and others write DTSTART only to have one for DUE: that the task starts when it's due says nothing.
  const same = due !== null && startsWhenDue(found.start, due);
  const start_at = found.startAt ?? (same ? null : from);
  const dueInstant =
    due && (due.kind === "date" ? instantOf(due.date + END_OF_DAY, zone ?? fallback) : due.instant);

  const percent = found.percent === 100;
  const status = found.draft.status ?? (percent || found.draft.completed_at ? "done" : "open");
  const fields: Partial<InterchangeTaskDraft> = {
    status,
    start_at,
    time_zone: zone,
    due_at: due?.kind === "instant" ? due.instant : null,
    due_date: due?.kind === "date" ? due.date : null,
    completed_at: status === "done" ? (found.draft.completed_at ?? found.draft.updated_at ?? null) : null,
    estimate: yield* estimateOf(found, places, line),
    recurrence: yield* recurrenceOf(found, places, line),
  };
  return { fields, span: { start: start_at, due: dueInstant } };
}

function zoneOf(moment: Moment | null): string | null {
  return moment?.kind === "instant" ? moment.zone : null;
}

/** DUE, or so long after DTSTART as DURATION says (RFC 5545 section 3.8.2.5). */
function dueOf({ due, start, duration }: Found, from: string | null): Moment | null {
  if (due || duration === null || !start || from === null) return due;
  if (start.kind === "date") {
    const day = Date.parse(`${start.date}T00:00:00Z`) + duration * SECOND_MS;
    return { kind: "date", date: new Date(day).toISOString().slice(0, 10) };
  }
  return { ...start, instant: new Date(Date.parse(from) + duration * SECOND_MS).toISOString() };
}

function startsWhenDue(start: Moment | null, due: Moment): boolean {
  if (start?.kind === "date") return due.kind === "date" && due.date === start.date;
  return start !== null && due.kind === "instant" && start.instant === due.instant;
}

function* estimateOf(found: Found, places: Places, line: number): Generator<Entry, string | null> {
  // Without DTSTART, a duration can't say when the task is due.
  const seconds = found.estimate ?? (found.start === null ? found.duration : null);
  if (seconds === null) return null;
  if (seconds % MINUTE_SECONDS !== 0) {
    const place = places.estimate ?? { line, field: "DURATION" };
    yield warning(place.line, place.field, "is kept in whole minutes");
  }
  return minutesDuration(Math.ceil(seconds / MINUTE_SECONDS));
}

function* recurrenceOf(
  { rrule, mode, exdates, rdates }: Found,
  places: Places,
  line: number,
): Generator<Entry, InterchangeTaskDraft["recurrence"]> {
  if (rrule !== null) {
    return { rrule, mode: mode === "completion" ? "completion" : "schedule", exdates, rdates };
  }
  if (exdates.length > 0 || rdates.length > 0) {
    const place = places.recurrence ?? { line, field: "RRULE" };
    yield warning(place.line, "EXDATE, RDATE", "mean nothing without RRULE here; left out");
  }
  return null;
}
