import type { Task } from "@punctual/contracts/task";
import { PRIORITIES } from "@punctual/contracts/task";
import { durationMinutes } from "@punctual/contracts/time";
import type { Name, NumberField, Resolved, TimeField, TimeRange } from "@punctual/query/resolved";

/** A task with the name of its project. */
export interface Subject {
  readonly task: Task;
  readonly project: string | null;
}

/** Says whether a task fits a query, by itself and without SQL. Words aren't its business. */
export function fits(query: Resolved, subject: Subject, all: readonly Subject[]): boolean {
  const { task } = subject;
  switch (query.kind) {
    case "and":
      return query.nodes.every((node) => fits(node, subject, all));
    case "or":
      return query.nodes.some((node) => fits(node, subject, all));
    case "not":
      return !fits(query.node, subject, all);
    case "status":
      return task.status === query.status;
    case "trashed":
      return task.deleted_at !== null;
    case "recurrence":
      return query.anyOf.some((often) => task.recurrence?.rrule.includes(`FREQ=${often.toUpperCase()}`));
    case "numbers": {
      const number = numberOf(query.field, task);
      return query.anyOf.some((range) => {
        if (range === "none" || number === null) return range === "none" && number === null;
        return (range.from ?? -1) <= number && number <= (range.to ?? Number.MAX_VALUE);
      });
    }
    case "times":
      return query.anyOf.some((range) => timesOf(query.field, task).some((time) => isWithin(time, range)));
    case "names":
      return query.anyOf.some((name) => namesOf(query.field, subject).some((own) => isNamed(own, name)));
    case "has":
      return has(query.what, subject, all);
    default:
      throw new Error(`the judge knows nothing of ${query.kind}`);
  }
}

function numberOf(field: NumberField, task: Task): number | null {
  switch (field) {
    case "priority":
      return PRIORITIES.indexOf(task.priority);
    case "estimate":
      return task.estimate === null ? null : (durationMinutes(task.estimate) ?? null);
    case "parent":
      return task.parent_id;
    default:
      return task[field];
  }
}

/** An instant, or a whole day (ten characters). */
function timesOf(field: TimeField, task: Task): string[] {
  switch (field) {
    case "due":
      return present(task.due_at, task.due_date);
    case "start":
      return present(task.start_at);
    case "reminder":
      return task.reminders.flatMap((reminder) => {
        if ("at" in reminder) return [reminder.at];
        const due = task.due_at ?? (task.due_date && `${task.due_date}T23:59:59.999Z`);
        const base = reminder.of === "start" ? task.start_at : due;
        if (base === null) return [];
        const minutes = durationMinutes(reminder.before) ?? 0;
        return [new Date(Date.parse(base) - minutes * 60_000).toISOString()];
      });
    default:
      return present(task[`${field}_at`]);
  }
}

function isWithin(time: string, { from, before, fromDay, beforeDay }: TimeRange): boolean {
  const [low, high] = time.length === 10 ? [fromDay, beforeDay] : [from, before];
  return (
    (low === null || (low !== "infinity" && low <= time)) &&
    (high === null || high === "infinity" || time < high)
  );
}

function namesOf(field: string, { task, project }: Subject): string[] {
  if (field === "tag") return task.tags;
  return field === "zone" ? present(task.time_zone) : present(project);
}

function isNamed(own: string, { text, prefix }: Name): boolean {
  return prefix ? own.toLowerCase().startsWith(text.toLowerCase()) : own.toLowerCase() === text.toLowerCase();
}

function has(what: string, { task, project }: Subject, all: readonly Subject[]): boolean {
  switch (what) {
    case "due":
    case "start":
    case "reminder":
      return what === "reminder" ? task.reminders.length > 0 : timesOf(what, task).length > 0;
    case "tag":
      return task.tags.length > 0;
    case "project":
      return project !== null;
    case "subtasks":
      return all.some((other) => other.task.parent_id === task.id && other.task.deleted_at === null);
    case "parent":
      return task.parent_id !== null;
    case "notes":
      return task.notes !== "";
    case "zone":
      return task.time_zone !== null;
    case "recurrence":
      return task.recurrence !== null;
    case "estimate":
      return task.estimate !== null;
    default:
      throw new Error(`what is ${what}?`);
  }
}

/** Whether a query asks for the trash, in which nothing is looked for otherwise. */
export function mindsTrash(query: Resolved): boolean {
  if (query.kind === "and" || query.kind === "or") return query.nodes.some(mindsTrash);
  if (query.kind === "not") return mindsTrash(query.node);
  return query.kind === "trashed" || (query.kind === "times" && query.field === "deleted");
}

function present<T>(...values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}
