import type { Presence } from "@punctual/query/fields";
import type { NumberField, TimeField } from "@punctual/query/resolved";

/** Where numbers are; compared as `type`, which holds every number that the language takes. */
export const NUMBER_COLUMNS: Readonly<Record<NumberField, { readonly sql: string; readonly type: string }>> =
  {
    id: { sql: "t.id", type: "bigint" },
    version: { sql: "t.version", type: "bigint" },
    parent: { sql: "t.parent_id", type: "bigint" },
    project_id: { sql: "t.project_id", type: "bigint" },
    priority: { sql: "t.priority_rank", type: "smallint" },
    estimate: { sql: "t.estimate_minutes", type: "integer" },
  };

/** Where instants are. What is due may be a whole day, and reminders hang on it: they are no columns. */
export const TIME_COLUMNS: Readonly<Record<Exclude<TimeField, "due" | "reminder">, string>> = {
  start: "t.start_at",
  created: "t.created_at",
  updated: "t.updated_at",
  completed: "t.completed_at",
  deleted: "t.deleted_at",
};

/** How a task has something. `$1` is the user. */
export const PRESENCE: Readonly<Record<Presence, string>> = {
  due: "t.due_key IS NOT NULL",
  start: "t.start_at IS NOT NULL",
  tag: "EXISTS (SELECT FROM task_tag WHERE task_tag.user_id = $1 AND task_tag.task_id = t.id)",
  project: "t.project_id IS NOT NULL",
  parent: "t.parent_id IS NOT NULL",
  // Read once, from their parents' index: few tasks have any.
  subtasks: `t.id = ANY(ARRAY(SELECT DISTINCT child.parent_id FROM task AS child
    WHERE child.user_id = $1 AND child.parent_id IS NOT NULL AND child.deleted_at IS NULL))`,
  notes: "t.notes <> ''",
  recurrence: "t.recurrence IS NOT NULL",
  reminder: "t.reminders <> '[]'",
  estimate: "t.estimate_minutes IS NOT NULL",
  zone: "t.time_zone IS NOT NULL",
};
