import { Temporal } from "temporal-polyfill";
import { QueryError } from "./error.ts";
import type { Operator } from "./fields.ts";
import type { TimeRange } from "./resolved.ts";
import {
  type Anchor,
  type DateExpression,
  type DayName,
  isTimed,
  type Offset,
  type Unit,
} from "./values/date.ts";

/** Who asks, and when: relative dates depend on it. */
export interface Moment {
  /** Milliseconds since 1970 in UTC. */
  readonly now: number;
  /** The caller's IANA time zone. */
  readonly timeZone: string;
}

/** A date as a period: a moment of a millisecond, or whole days. The end isn't in it. */
type Period =
  | { readonly kind: "moment"; readonly at: Temporal.Instant }
  | { readonly kind: "days"; readonly first: Temporal.PlainDate; readonly after: Temporal.PlainDate };

const WEEKDAYS: readonly DayName[] = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];
const UNIT_NAMES: Readonly<Record<Unit, string>> = {
  min: "minutes",
  h: "hours",
  d: "days",
  w: "weeks",
  m: "months",
  y: "years",
};
const EARLIEST = Temporal.Instant.from("0002-01-01T00:00:00Z");
const LATEST = Temporal.Instant.from("9999-12-31T00:00:00Z");
const LAST_YEAR = 9999;

/** The times that a comparison with a date means; throws QueryError for what leaves the calendar. */
export function timesOf(operator: Operator, date: DateExpression, moment: Moment, column: number): TimeRange {
  const period = periodOf(date, moment, column);
  const [start, end] = [startOf(period, moment), endOf(period, moment)];
  switch (operator) {
    case ":":
      return { from: start.at, before: end.at, fromDay: start.day, beforeDay: end.day };
    case "<":
      return { from: null, before: start.at, fromDay: null, beforeDay: start.day };
    case "<=":
      return { from: null, before: end.at, fromDay: null, beforeDay: end.day };
    case ">":
      return { from: end.at, before: null, fromDay: end.day, beforeDay: null };
    case ">=":
      return { from: start.at, before: null, fromDay: start.day, beforeDay: null };
  }
}

interface Bound {
  readonly at: string;
  readonly day: string;
}

function startOf(period: Period, { timeZone }: Moment): Bound {
  return period.kind === "days" ? startOfDay(period.first, timeZone) : atMoment(period.at, timeZone);
}

function endOf(period: Period, { timeZone }: Moment): Bound {
  if (period.kind === "days") return startOfDay(period.after, timeZone);
  const { day } = atMoment(period.at, timeZone);
  return { at: instantText(period.at.add({ milliseconds: 1 })), day };
}

/** What is due on a whole day is due at its end: after every moment of that day. */
function atMoment(at: Temporal.Instant, timeZone: string): Bound {
  return { at: instantText(at), day: at.toZonedDateTimeISO(timeZone).toPlainDate().toString() };
}

function startOfDay(day: Temporal.PlainDate, timeZone: string): Bound {
  if (day.year > LAST_YEAR) return { at: "infinity", day: "infinity" };
  return { at: instantText(day.toZonedDateTime(timeZone).toInstant()), day: day.toString() };
}

function instantText(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: "millisecond" });
}

function periodOf(date: DateExpression, moment: Moment, column: number): Period {
  try {
    const period = date.offsets.reduce(
      (start, offset) => shift(start, offset, moment),
      anchorOf(date.anchor, moment),
    );
    if (isInCalendar(period, moment)) return period;
  } catch (error) {
    // Temporal's word for what lies beyond its calendar.
    if (!(error instanceof RangeError)) throw error;
  }
  throw new QueryError(column, "This date lies outside the calendar: give one in the years 2 to 9999.");
}

function isInCalendar(period: Period, { timeZone }: Moment): boolean {
  const at = period.kind === "moment" ? period.at : period.first.toZonedDateTime(timeZone).toInstant();
  return Temporal.Instant.compare(at, EARLIEST) >= 0 && Temporal.Instant.compare(at, LATEST) < 0;
}

function anchorOf(anchor: Anchor, moment: Moment): Period {
  switch (anchor.kind) {
    case "now":
      return { kind: "moment", at: Temporal.Instant.fromEpochMilliseconds(moment.now) };
    case "instant":
      return { kind: "moment", at: Temporal.Instant.from(anchor.iso) };
    case "local":
      // In a gap it moves forward by the gap; of a time that comes twice, the first is meant.
      return {
        kind: "moment",
        at: Temporal.PlainDateTime.from(anchor.iso).toZonedDateTime(moment.timeZone).toInstant(),
      };
    case "day":
      return days(Temporal.PlainDate.from(anchor.iso), "d");
    case "month":
      return days(Temporal.PlainDate.from(`${anchor.iso}-01`), "m");
    case "year":
      return days(Temporal.PlainDate.from(`${anchor.iso}-01-01`), "y");
    case "name":
      return days(dayOf(anchor.name, today(moment)), "d");
  }
}

function today({ now, timeZone }: Moment): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
}

function days(first: Temporal.PlainDate, unit: "d" | "m" | "y"): Period {
  return {
    kind: "days",
    first,
    after: first.add({ [unit === "d" ? "days" : unit === "m" ? "months" : "years"]: 1 }),
  };
}

function dayOf(name: DayName, now: Temporal.PlainDate): Temporal.PlainDate {
  switch (name) {
    case "today":
      return now;
    case "tomorrow":
      return now.add({ days: 1 });
    case "yesterday":
      return now.subtract({ days: 1 });
    case "sow":
      return now.subtract({ days: now.dayOfWeek - 1 });
    case "eow":
      return now.add({ days: 7 - now.dayOfWeek });
    case "som":
      return now.with({ day: 1 });
    case "eom":
      return now.with({ day: now.daysInMonth });
    case "soy":
      return now.with({ month: 1, day: 1 });
    case "eoy":
      return now.with({ month: 12, day: 31 });
    default:
      return now.add({ days: (WEEKDAYS.indexOf(name) + 1 - now.dayOfWeek + 7) % 7 });
  }
}

/** Days and longer are added on the calendar of the caller's zone, hours and minutes on the clock. */
function shift(period: Period, { amount, unit }: Offset, { timeZone }: Moment): Period {
  const step = { [UNIT_NAMES[unit]]: amount };
  if (period.kind === "days" && !isTimed(unit)) return days(period.first.add(step), "d");
  const at = period.kind === "moment" ? period.at : period.first.toZonedDateTime(timeZone).toInstant();
  return { kind: "moment", at: at.toZonedDateTimeISO(timeZone).add(step).toInstant() };
}
