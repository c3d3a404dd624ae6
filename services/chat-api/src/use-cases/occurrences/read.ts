import type { Occurrences, PastOccurrence, PlannedOccurrence } from "@punctual/contracts/occurrences";
import type { Task } from "@punctual/contracts/task";
import { minutesDuration } from "@punctual/contracts/time";
import type { Occurrence } from "@punctual/schedule/expand/series";
import { upcoming } from "@punctual/schedule/occurrence/upcoming";
import { parseRule } from "@punctual/schedule/rule/parse";
import { describeRule } from "@punctual/schedule/text/describe";
import { toWall } from "@punctual/schedule/zone/wall";
import { withSeries } from "../../domain/series.ts";
import { chatApiErrors } from "../../errors.ts";
import {
  countMissed,
  type KeptOccurrence,
  openTaskOf,
  readOccurrences,
} from "../../store/occurrences/read.ts";
import { findTasks } from "../../store/tasks/read.ts";
import type { Reader } from "../../store/unit-of-work.ts";
import { getTask } from "../tasks/read.ts";

/** Reads the series that a task is of: what became of its occurrences, and those that will follow. */
export async function readSeries(
  reader: Reader,
  id: number,
  wanted: { readonly past: number; readonly next: number },
): Promise<Occurrences> {
  const task = withSeries(await getTask(reader, id, true));
  if (!task.series) throw chatApiErrors.notRecurring(`Task ${id} doesn't recur and never did.`);
  const { series } = task;
  const kept = await readOccurrences(reader, series.id, wanted.past);
  const missed = await countMissed(reader, series.id);
  const openId = await openTaskOf(reader, series.id);
  const [open] = openId === undefined || openId === id ? [task] : await findTasks(reader, [openId]);
  const last = open ?? task;
  const { recurrence } = last;
  return {
    series_id: series.id,
    rrule: recurrence?.rrule ?? null,
    text: recurrence && wordsOf(last, recurrence),
    mode: recurrence?.mode ?? null,
    start: last.series?.start ?? series.start,
    time_zone: last.time_zone,
    missed,
    // From before occurrences were kept: the task speaks for itself.
    items: kept.length === 0 && wanted.past > 0 ? [ownOccurrence(task)] : kept.map(shown),
    next: upcoming(last, wanted.next).map(planned),
  };
}

function wordsOf(task: Task, { rrule, mode }: NonNullable<Task["recurrence"]>): string {
  const time = task.series?.start.slice(11, 16);
  return describeRule(parseRule(rrule), { mode, ...(time ? { time } : {}) }).text;
}

/** An occurrence as the API shows it. */
export function planned(occurrence: Occurrence): PlannedOccurrence {
  if (occurrence.kind === "date") return { date: occurrence.date };
  const at = new Date(occurrence.at).toISOString();
  return { at, local: occurrence.local, offset_changed: occurrence.offsetChanged };
}

function shown(kept: KeptOccurrence): PastOccurrence {
  const due_at = kept.due_at?.toISOString() ?? null;
  const closed_at = kept.closed_at?.toISOString() ?? null;
  const { task_id, occurrence, due_date, state, missed } = kept;
  const late = state === "done" ? lateness({ due_at, due_date, time_zone: kept.time_zone }, closed_at) : null;
  return { task_id, occurrence, due_at, due_date, state, closed_at, late, missed };
}

function ownOccurrence(task: Task): PastOccurrence {
  return shown({
    task_id: task.id,
    occurrence: task.series?.occurrence ?? "",
    due_at: task.due_at === null ? null : new Date(task.due_at),
    due_date: task.due_date,
    time_zone: task.time_zone,
    state: task.status === "done" ? "done" : task.deleted_at === null ? "open" : "deleted",
    closed_at: task.completed_at === null ? null : new Date(task.completed_at),
    missed: task.series?.missed ?? 0,
  });
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** By how much something was done late, in days where it was due on a date; null where it was in time. */
function lateness(
  due: Pick<Task, "due_at" | "due_date" | "time_zone">,
  closedAt: string | null,
): string | null {
  if (closedAt === null) return null;
  if (due.due_at) {
    const minutes = Math.floor((Date.parse(closedAt) - Date.parse(due.due_at)) / MINUTE_MS);
    return minutes > 0 ? minutesDuration(minutes) : null;
  }
  if (!due.due_date) return null;
  const day = toWall(closedAt, due.time_zone ?? "UTC").slice(0, 10);
  const days = Math.round((Date.parse(day) - Date.parse(due.due_date)) / DAY_MS);
  return days > 0 ? `P${days}D` : null;
}
