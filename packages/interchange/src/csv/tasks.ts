import { timeZone as ianaZone, minutesDuration } from "@punctual/contracts/time";
import { type Entry, failure, type ReadOptions, warning } from "../entry.ts";
import { finishTask, type Places } from "../finish.ts";
import { LIMITS } from "../limits.ts";
import { fitTitle, joinNotes, oneLine } from "../mend.ts";
import { type InterchangeTaskDraft, localUid } from "../record.ts";
import { instantOf } from "../zoned.ts";
import { type Column, PRIORITY_OF, type Row } from "./columns.ts";
import { readDate, type When } from "./dates.ts";
import { takeLabels } from "./labels.ts";

const MINUTES_OF = { minute: 1, day: 24 * 60 } as const;

/** A task that still waits for the notes below it. */
interface Open {
  readonly line: number;
  readonly draft: InterchangeTaskDraft;
  readonly notes: string[];
}

/** Makes tasks of rows: each is given once the next has come, since notes may follow it. */
export function createTasks(options: ReadOptions): {
  take(line: number, row: Row): Generator<Entry>;
  end(): Generator<Entry>;
} {
  let open: Open | undefined;
  let project = options.project;
  let ancestors: string[] = [];
  const assigned = { first: 0, count: 0 };

  function* close(): Generator<Entry> {
    if (!open) return;
    const { line, draft, notes } = open;
    open = undefined;
    const fitted = fitTitle(draft.title, joinNotes(notes));
    if (fitted.cut) yield warning(line, "CONTENT", "is too long for a title; the whole is in the notes");
    yield* finishTask(line, { ...draft, title: fitted.title, notes: fitted.notes }, placesAt(line));
  }

  function* task(line: number, row: Row): Generator<Entry> {
    const problems: Entry[] = [];
    const warn = (field: Column, message: string) => problems.push(warning(line, field, message));
    const { title, tags } = takeLabels(oneLine(row.CONTENT));
    const notes = [row.DESCRIPTION.replace(/\r\n?/g, "\n").trim()];
    const depth = depthOf(row.INDENT, ancestors.length, warn);
    const uid = localUid(line);
    const draft: InterchangeTaskDraft = {
      kind: "task",
      uid,
      title,
      tags,
      priority: priorityOf(row.PRIORITY, warn),
      project,
      parent: ancestors[depth - 1] ?? null,
      estimate: estimateOf(row, warn),
      ...timesOf(row, options.timeZone, notes, warn),
    };
    ancestors = [...ancestors.slice(0, depth), uid];
    if (row.RESPONSIBLE.trim() !== "") {
      assigned.count += 1;
      assigned.first ||= line;
    }
    open = { line, draft, notes };
    yield* problems;
  }

  return {
    *take(line, row) {
      const type = row.TYPE.trim().toLowerCase();
      if (type === "note") {
        if (open) open.notes.push(row.CONTENT.trim());
        else yield warning(line, "TYPE", "a note of the project, which has no notes; left out");
        return;
      }
      yield* close();
      if (type === "task") yield* task(line, row);
      else if (type === "section") {
        project = oneLine(row.CONTENT) || options.project;
        ancestors = [];
        // How Todoist shows the project.
      } else if (type !== "meta") {
        yield failure(line, "TYPE", `must be task, section or note, not "${type.slice(0, 40)}"`);
      }
    },
    *end() {
      yield* close();
      if (assigned.count > 0) {
        yield warning(
          assigned.first,
          "RESPONSIBLE",
          `tasks belong to you alone; left out (${assigned.count} times)`,
        );
      }
    },
  };
}

type Warn = (field: Column, message: string) => void;

function placesAt(line: number): Places {
  const at = (field: Column) => ({ line, field });
  return {
    title: at("CONTENT"),
    tags: at("CONTENT"),
    notes: at("DESCRIPTION"),
    due_at: at("DATE"),
    due_date: at("DATE"),
    start_at: at("DATE"),
    time_zone: at("TIMEZONE"),
    estimate: at("DURATION"),
    project: at("CONTENT"),
  };
}

function priorityOf(text: string, warn: Warn): InterchangeTaskDraft["priority"] {
  const level = text.trim();
  if (Object.hasOwn(PRIORITY_OF, level)) return PRIORITY_OF[level as keyof typeof PRIORITY_OF];
  warn("PRIORITY", `must be 1 (highest) to 4, not "${level.slice(0, 40)}"; left out`);
  return "none";
}

/** How many ancestors a task has; one more than the task above at most. */
function depthOf(text: string, deepest: number, warn: Warn): number {
  const given = text.trim() === "" ? 1 : Number(text);
  if (!Number.isInteger(given) || given < 1 || given > LIMITS.depth) {
    warn("INDENT", `must be 1 to ${LIMITS.depth}, not "${text.slice(0, 40)}"; not indented`);
    return 0;
  }
  if (given - 1 > deepest)
    warn("INDENT", `is deeper than a subtask of the task above; taken as ${deepest + 1}`);
  return Math.min(given - 1, deepest);
}

function estimateOf(row: Row, warn: Warn): string | null {
  const amount = row.DURATION.trim();
  const unit = row.DURATION_UNIT.trim().toLowerCase();
  if (amount === "" || amount.toLowerCase() === "none") return null;
  const minutes = Object.hasOwn(MINUTES_OF, unit) ? MINUTES_OF[unit as keyof typeof MINUTES_OF] : undefined;
  if (minutes === undefined) {
    warn("DURATION_UNIT", `must be minute or day, not "${unit.slice(0, 40)}"; the duration is left out`);
    return null;
  }
  if (!/^\d{1,6}$/.test(amount)) {
    warn("DURATION", `must be a whole number, not "${amount.slice(0, 40)}"; left out`);
    return null;
  }
  return minutesDuration(Number(amount) * minutes);
}

/** When a task starts and is due; what can't be read is added to its notes. */
function timesOf(row: Row, fallback: string, notes: string[], warn: Warn): Partial<InterchangeTaskDraft> {
  const zone = zoneOf(row.TIMEZONE.trim(), warn);
  const read = (column: "DATE" | "DEADLINE"): When | undefined => {
    const text = row[column].trim();
    if (text === "" || text.toLowerCase() === "none") return undefined;
    const when = readDate(text, zone ?? fallback);
    if (when) return when;
    const advice = "write 2026-11-23, 2026-11-23 18:00 or Nov 23 2026";
    warn(column, `can't read "${text.slice(0, 100)}" as a date (${advice}); it is in the notes`);
    notes.push(`${column === "DATE" ? "Date" : "Deadline"}: ${text}`);
    return undefined;
  };
  const date = read("DATE");
  const deadline = read("DEADLINE");
  const due = dueOf(deadline ?? date, zone, fallback);
  if (!deadline || !date) return due;
  const start_at = date.kind === "instant" ? date.instant : instantOf(`${date.date}T00:00`, zone ?? fallback);
  return { ...due, time_zone: zone, start_at };
}

function dueOf(when: When | undefined, zone: string | null, fallback: string): Partial<InterchangeTaskDraft> {
  if (!when) return {};
  if (when.kind === "date") return { due_date: when.date, time_zone: zone };
  return { due_at: when.instant, time_zone: zone ?? fallback };
}

function zoneOf(name: string, warn: Warn): string | null {
  if (name === "") return null;
  if (ianaZone.safeParse(name).success) return name;
  warn("TIMEZONE", `must be an IANA time zone such as Europe/Berlin, not "${name.slice(0, 40)}"; left out`);
  return null;
}
