import type { InterchangeTaskDraft } from "../record.ts";

type Priority = NonNullable<InterchangeTaskDraft["priority"]>;

/** RFC 5545 section 3.8.1.9: 1 is the highest, 9 the lowest, 0 none. */
const LEVELS: Readonly<Record<string, Priority>> = {
  "0": "none",
  "1": "urgent",
  "2": "high",
  "3": "high",
  "4": "high",
  "5": "medium",
  "6": "low",
  "7": "low",
  "8": "low",
  "9": "low",
};
/** What each of our priorities is written as. */
export const LEVEL_OF: Readonly<Record<Priority, number>> = {
  urgent: 1,
  high: 3,
  medium: 5,
  low: 9,
  none: 0,
};

/** Our priority of a level; undefined where it is none. */
export function priorityOf(level: string): Priority | undefined {
  return Object.hasOwn(LEVELS, level) ? LEVELS[level] : undefined;
}

const STATUSES: Readonly<Record<string, "open" | "done">> = {
  "NEEDS-ACTION": "open",
  "IN-PROCESS": "open",
  COMPLETED: "done",
  CANCELLED: "done",
};

/** Our status of RFC 5545's (section 3.8.1.11); undefined where it is none. */
export function statusOf(text: string): "open" | "done" | undefined {
  return Object.hasOwn(STATUSES, text) ? STATUSES[text] : undefined;
}

const DURATION =
  /^([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$/;
const MINUTE_SECONDS = 60;

/** A duration (RFC 5545 section 3.3.6) in seconds, negative for one that goes back; undefined where it is none. */
export function secondsOf(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match || !/\d/.test(text)) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(2)
    .map((part) => Number(part ?? 0));
  const total = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * MINUTE_SECONDS + seconds;
  return match[1] === "-" ? -total : total;
}
