import type { Series } from "@punctual/contracts/series";
import type { Task } from "@punctual/contracts/task";
import type { Next } from "@punctual/schedule/occurrence/next";
import { occurrenceOf, zoneOf } from "@punctual/schedule/occurrence/recurring";
import { shifted } from "@punctual/schedule/occurrence/shift";
import { withoutSnoozes } from "./reminders.ts";

/** The task with its place in its series, where it recurs and has none yet: it is the first then. */
export function withSeries(task: Task): Task {
  if (!task.recurrence || task.series) return task;
  const series = firstOf(task, task.id);
  return series ? { ...task, series } : task;
}

/** Where the first task of a rule stands. @param id that the series has */
export function firstOf(task: Task, id: number): Series | null {
  const occurrence = occurrenceOf(task);
  return occurrence === undefined ? null : { id, start: occurrence, occurrence, number: 1, missed: 0 };
}

/**
 * The task moved on to its next occurrence: what this one had for itself it has again as the others do, and what was
 * said in days and hours before it keeps its distance by the clock.
 */
export function movedOn(given: Task, next: Next): Task {
  const task = withSeries(given);
  const { series } = task;
  if (!series) throw new Error(`task ${task.id} has no series`);
  const { template, ...place } = series;
  const zone = zoneOf(task);
  const move = (instant: string) => shifted(instant, place.occurrence, next.occurrence, zone);
  const { occurrence, number, missed } = next;
  return {
    ...task,
    ...defined(template ?? {}),
    due_at: next.due_at,
    due_date: next.due_date,
    start_at: task.start_at && move(task.start_at),
    reminders: withoutSnoozes(task.reminders).map((each) =>
      "at" in each ? { ...each, at: move(each.at) } : each,
    ),
    series: { ...place, occurrence, number, missed },
  };
}

function defined<T extends object>(fields: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
}
