import { Temporal } from "temporal-polyfill";
import { toInstant, toWall } from "../zone/wall.ts";

/** When a reminder is: at an instant, so long before something, or at a time of a day so long before. */
export type ReminderTime =
  | { readonly at: string }
  | { readonly before: string; readonly of: "due" | "start"; readonly time?: string | undefined };

/** What of a task its reminders hang on. Instants are RFC 3339. */
export interface Reminded {
  readonly due_at: string | null;
  readonly due_date: string | null;
  readonly start_at: string | null;
}

/** What is due on a whole day is reminded of as if it were due then. */
const MORNING = "09:00";
/** Instants are written with four digits for the year. */
const EARLIEST = Temporal.Instant.from("0001-01-01T00:00:00Z");

/**
 * The instant of a reminder, RFC 3339 in UTC with milliseconds; undefined where the task lacks what it hangs on. Weeks
 * and days are nominal and counted on the wall, hours and minutes are exact (RFC 5545 section 3.3.6): a day before 9:00
 * is 9:00, whatever daylight saving does between.
 *
 * @param zone whose clock it goes by (IANA)
 */
export function remindAt(reminder: ReminderTime, task: Reminded, zone: string): string | undefined {
  if ("at" in reminder) return reminder.at;
  const anchor = anchorOf(reminder.of, task, zone);
  if (anchor === undefined) return undefined;
  const { weeks, days, hours, minutes } = Temporal.Duration.from(reminder.before);
  const wall = Temporal.PlainDateTime.from(toWall(anchor, zone)).subtract({ weeks, days });
  const day = reminder.time === undefined ? wall : wall.withPlainTime(reminder.time);
  const nominal = weeks + days > 0 || reminder.time !== undefined ? toInstant(day.toString(), zone) : anchor;
  const at = Temporal.Instant.from(nominal).subtract({ hours, minutes });
  if (Temporal.Instant.compare(at, EARLIEST) < 0) return undefined;
  return new Date(at.epochMilliseconds).toISOString();
}

function anchorOf(of: "due" | "start", task: Reminded, zone: string): string | undefined {
  if (of === "start") return task.start_at ?? undefined;
  if (task.due_at) return task.due_at;
  return task.due_date === null ? undefined : toInstant(`${task.due_date}T${MORNING}:00`, zone);
}
