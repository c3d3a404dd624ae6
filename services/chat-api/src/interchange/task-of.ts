import type { Task } from "@punctual/contracts/task";
import type { InterchangeTask } from "@punctual/interchange/record";
import { normalEstimate } from "../domain/new-task.ts";
import { positionOfNew } from "../domain/position.ts";
import { withSeries } from "../domain/series.ts";

/** Where an imported task goes. */
export interface Destination {
  readonly id: number;
  readonly project_id: number | null;
  readonly parent_id: number | null;
  /** The first task of its series, where that is known. */
  readonly series_id: number | null;
  /** RFC 3339: what the file doesn't say happened then. */
  readonly now: string;
}

/** The task that a record makes: all that it says stays, its times and version too. */
export function importedTask(record: InterchangeTask, destination: Destination): Task {
  const { id, project_id, parent_id, now } = destination;
  const done = record.status === "done";
  return withSeries({
    id,
    title: record.title,
    notes: record.notes,
    status: record.status,
    priority: record.priority,
    tags: record.tags,
    project_id,
    parent_id,
    due_at: record.due_at,
    due_date: record.due_date,
    time_zone: record.time_zone,
    start_at: record.start_at,
    recurrence: record.recurrence,
    series: seriesOf(record, destination),
    reminders: numbered(record.reminders),
    estimate: normalEstimate(record.estimate),
    position: record.position ?? positionOfNew(id),
    version: record.version ?? 1,
    created_at: record.created_at ?? now,
    updated_at: record.updated_at ?? record.created_at ?? now,
    completed_at: done ? (record.completed_at ?? record.updated_at ?? now) : null,
    deleted_at: record.deleted_at,
  });
}

/** A series whose first task isn't there goes by this one. */
function seriesOf({ series }: InterchangeTask, { id, series_id }: Destination): Task["series"] {
  if (!series) return null;
  const { of: _, ...place } = series;
  return { id: series_id ?? id, ...place };
}

/** Reminders with ids; those that have one keep it, and of equal ones the first stays. */
function numbered(reminders: InterchangeTask["reminders"]): Task["reminders"] {
  let last = Math.max(0, ...reminders.map(({ id }) => id ?? 0));
  const ids = new Set<number>();
  return reminders.map(({ id, ...reminder }) => {
    const kept = id !== undefined && !ids.has(id) ? id : ++last;
    ids.add(kept);
    return { id: kept, ...reminder };
  });
}
