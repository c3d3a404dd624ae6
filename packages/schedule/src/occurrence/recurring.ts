import type { Series } from "../expand/series.ts";
import { parseRule } from "../rule/parse.ts";
import { toWall } from "../zone/wall.ts";

/** When a task is due: at an instant (RFC 3339 in UTC), on a plain date, or never. */
export interface Due {
  readonly due_at: string | null;
  readonly due_date: string | null;
}

/** What a task says of how it comes back, as the API shows it. */
export interface Recurring extends Due {
  /** IANA; null is UTC. */
  readonly time_zone: string | null;
  readonly recurrence: {
    readonly rrule: string;
    readonly mode: "schedule" | "completion";
    readonly exdates: readonly string[];
    readonly rdates: readonly string[];
  } | null;
  /** Null where it has not been said yet: then the task is the first of its series. */
  readonly series: {
    readonly start: string;
    readonly occurrence: string;
    readonly number: number;
  } | null;
}

/** A task's zone. */
export function zoneOf(task: Pick<Recurring, "time_zone">): string {
  return task.time_zone ?? "UTC";
}

/**
 * What names an occurrence within its series (RECURRENCE-ID, RFC 5545 section 3.8.4.4): its wall time in the task's zone
 * (`2026-11-23T09:00:00`), or its date. Undefined for a task that is never due.
 */
export function occurrenceOf(task: Due & Pick<Recurring, "time_zone">): string | undefined {
  if (task.due_date) return task.due_date;
  return task.due_at ? toWall(task.due_at, zoneOf(task)) : undefined;
}

/** Where a task stands: as its series says or, where it has none yet, at its start. */
export function placeOf(task: Recurring): NonNullable<Recurring["series"]> | undefined {
  if (task.series) return task.series;
  const occurrence = occurrenceOf(task);
  return occurrence === undefined ? undefined : { start: occurrence, occurrence, number: 1 };
}

/** Whether a moment of a series is a plain date. */
export function isDate(local: string): boolean {
  return local.length === 10;
}

/**
 * The series that a task's recurrence gives from its start, or from another.
 *
 * @returns undefined for a task that doesn't recur
 * @throws RecurError for a rule that can't be read
 */
export function seriesOf(task: Recurring, start = placeOf(task)?.start): Series | undefined {
  if (!task.recurrence || start === undefined) return undefined;
  const { rrule, exdates, rdates } = task.recurrence;
  return {
    rule: parseRule(rrule),
    start: isDate(start)
      ? { kind: "date", date: start }
      : { kind: "wall", local: start, timeZone: zoneOf(task) },
    exdates,
    rdates,
  };
}
