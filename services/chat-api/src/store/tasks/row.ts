import { sortKey } from "@punctual/contracts/fold";
import type { Task } from "@punctual/contracts/task";
import { durationMinutes, minutesDuration } from "@punctual/contracts/time";

/** A task as PostgreSQL gives it: instants are Dates. */
export type TaskRow = Omit<Task, Instants | "estimate"> &
  Record<RequiredInstants, Date> &
  Record<OptionalInstants, Date | null> & { readonly estimate_minutes: number | null };
type RequiredInstants = "created_at" | "updated_at";
type OptionalInstants = "due_at" | "start_at" | "completed_at" | "deleted_at";
type Instants = RequiredInstants | OptionalInstants;

/** What {@link toTask} needs of `task`, under whatever alias it is selected. */
export function taskColumns(alias = "task"): string {
  const own = OWN.map((column) => `${alias}.${column}`).join(", ");
  return `${own}, ${tagsOf(alias)} AS tags`;
}

const OWN = [
  ...["id", "title", "notes", "status", "priority", "project_id", "parent_id", "due_at", "due_date"],
  ...[
    "time_zone",
    "start_at",
    "recurrence",
    "series",
    "reminders",
    "estimate_minutes",
    "position",
    "version",
  ],
  ...["created_at", "updated_at", "completed_at", "deleted_at"],
];

function tagsOf(alias: string): string {
  return `ARRAY(SELECT tag.name FROM task_tag JOIN tag ON tag.id = task_tag.tag_id
    WHERE task_tag.task_id = ${alias}.id ORDER BY tag.name_key)`;
}

/** The task in a row, in the order of fields that people read it in. */
export function toTask(row: TaskRow): Task {
  return {
    id: row.id,
    title: row.title,
    notes: row.notes,
    status: row.status,
    priority: row.priority,
    tags: row.tags,
    project_id: row.project_id,
    parent_id: row.parent_id,
    due_at: row.due_at?.toISOString() ?? null,
    due_date: row.due_date,
    time_zone: row.time_zone,
    start_at: row.start_at?.toISOString() ?? null,
    recurrence: row.recurrence && inOrder(row.recurrence, ["rrule", "mode", "exdates", "rdates"]),
    series: row.series && inOrder(row.series, SERIES_KEYS),
    reminders: row.reminders.map((each) => inOrder(each, REMINDER_KEYS)),
    estimate: row.estimate_minutes === null ? null : minutesDuration(row.estimate_minutes),
    position: row.position,
    version: row.version,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    completed_at: row.completed_at?.toISOString() ?? null,
    deleted_at: row.deleted_at?.toISOString() ?? null,
  };
}

const REMINDER_KEYS = ["id", "at", "snooze_of", "before", "of", "time"];
const SERIES_KEYS = ["id", "start", "occurrence", "number", "missed", "template"];

/** jsonb forgets the order of keys; people and comparisons want one. */
function inOrder<T extends object>(value: T, keys: readonly string[]): T {
  return Object.fromEntries(keys.flatMap((key) => (key in value ? [[key, value[key as keyof T]]] : []))) as T;
}

/** The columns of a task that its own row keeps, by name. */
export function toColumns(task: Task): Record<string, unknown> {
  return {
    title: task.title,
    title_key: sortKey(task.title),
    indexed: true,
    notes: task.notes,
    status: task.status,
    priority: task.priority,
    project_id: task.project_id,
    parent_id: task.parent_id,
    due_at: task.due_at,
    due_date: task.due_date,
    time_zone: task.time_zone,
    start_at: task.start_at,
    recurrence: task.recurrence,
    series: task.series,
    reminders: task.reminders,
    estimate_minutes: task.estimate === null ? null : (durationMinutes(task.estimate) ?? null),
    position: task.position,
    version: task.version,
    created_at: task.created_at,
    updated_at: task.updated_at,
    completed_at: task.completed_at,
    deleted_at: task.deleted_at,
  };
}
