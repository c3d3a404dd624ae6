import { minutesDuration } from "@punctual/contracts/time";
import { type Entry, warning } from "../entry.ts";
import type { InterchangeTaskDraft } from "../record.ts";
import { type Component, jcalValues, parameter, propertyOf } from "./component.ts";
import { type Clock, momentsOf } from "./moments.ts";
import type { Notebook } from "./notebook.ts";
import { secondsOf } from "./values.ts";

type Reminder = NonNullable<InterchangeTaskDraft["reminders"]>[number];

/** When the task of an alarm is; instants, null for none. */
export interface Span {
  readonly start: string | null;
  readonly due: string | null;
}

const MINUTE_SECONDS = 60;
const SECOND_MS = 1000;

/**
 * Reads a VALARM (RFC 5545 section 3.6.6) as a reminder; null for one that never sounds. One after the start or due
 * time, or not at a whole minute before it, becomes an instant.
 */
export function* readAlarm(
  alarm: Component,
  span: Span,
  clock: Clock,
  notebook: Notebook,
): Generator<Entry, Reminder | null> {
  const trigger = alarm.lines.find((line) => line.name === "TRIGGER");
  // Apple's way to say that there is none.
  const silent = alarm.lines.some((line) => line.name === "ACTION" && /:NONE$/i.test(line.text));
  if (silent) return null;
  if (!trigger) {
    yield warning(alarm.line, "VALARM", "TRIGGER is missing; the reminder is left out");
    return null;
  }
  for (const line of alarm.lines) {
    if (line.name === "REPEAT" || line.name === "DURATION")
      notebook.note({ ...line, name: `VALARM ${line.name}` });
  }
  try {
    const property = propertyOf(trigger);
    if (property.type === "date-time") {
      const [moment] = momentsOf(property, clock);
      if (moment?.kind === "instant") return { at: moment.instant };
      throw new RangeError("must be a date and time");
    }
    const related =
      parameter(property, "related")?.toUpperCase() === "END" || span.start === null ? "due" : "start";
    return relative(jcalValues(property)[0] ?? "", related, span);
  } catch (error) {
    yield warning(trigger.line, "TRIGGER", `${(error as Error).message}; the reminder is left out`);
    return null;
  }
}

function relative(text: string, of: "due" | "start", span: Span): Reminder {
  const seconds = secondsOf(text);
  if (seconds === undefined) throw new RangeError(`${text} is no duration`);
  const from = span[of];
  if (seconds <= 0 && seconds % MINUTE_SECONDS === 0) {
    return { before: minutesDuration(-seconds / MINUTE_SECONDS), of };
  }
  if (from === null) throw new RangeError(`${text} counts from a time that the task doesn't have`);
  return { at: new Date(Date.parse(from) + seconds * SECOND_MS).toISOString() };
}
