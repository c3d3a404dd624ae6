import { durationMinutes } from "@punctual/contracts/time";
import { stringify } from "csv-stringify/sync";
import type { Writer } from "../entry.ts";
import type { InterchangeTask } from "../record.ts";
import { localOf } from "../zoned.ts";
import { COLUMNS, LEVEL_OF, type Row } from "./columns.ts";
import { withLabels } from "./labels.ts";

/** The zone that a time is written in where the task has none. */
const DEFAULT_ZONE = "UTC";
const DEEPEST = 4;

const NOTHING: Row = Object.fromEntries(COLUMNS.map((column) => [column, ""])) as Row;

/**
 * Writes Todoist's template. A project is a section; tasks must come project by project, and each after its parent.
 * Spreadsheets would run a cell that begins like a formula, so it gets an apostrophe before it.
 */
export const writeCsv: Writer = async function* (records) {
  yield rowOf(COLUMNS);
  let section: string | null = null;
  let ancestors: string[] = [];
  for await (const record of records) {
    if (record.kind !== "task" || record.status === "done" || record.deleted_at !== null) continue;
    if (record.project !== section) {
      section = record.project;
      ancestors = [];
      yield rowOf(COLUMNS.map((column) => ({ ...NOTHING, TYPE: "section", CONTENT: section ?? "" })[column]));
    }
    // 0 where the parent isn't among those before: the task stands on its own then.
    const indent = record.parent === null ? 0 : ancestors.indexOf(record.parent) + 1;
    ancestors = [...ancestors.slice(0, indent), record.uid];
    const row = taskRow(record, Math.min(indent + 1, DEEPEST));
    yield rowOf(COLUMNS.map((column) => row[column]));
  }
};

function taskRow(task: InterchangeTask, indent: number): Row {
  const minutes = task.estimate === null ? undefined : durationMinutes(task.estimate);
  const zone = task.time_zone ?? DEFAULT_ZONE;
  const written = (instant: string) => localOf(instant, zone).slice(0, 16).replace("T", " ");
  // Todoist's date says when to do it, its deadline until when.
  const startsBefore = task.due_date !== null && task.start_at !== null;
  const date = startsBefore
    ? written(task.start_at ?? "")
    : (task.due_date ?? (task.due_at && written(task.due_at)));
  const timed = startsBefore || task.due_at !== null;
  return {
    ...NOTHING,
    TYPE: "task",
    CONTENT: withLabels(task.title, task.tags),
    DESCRIPTION: task.notes,
    PRIORITY: LEVEL_OF[task.priority],
    INDENT: String(indent),
    DATE: date ?? "",
    DATE_LANG: date ? "en" : "",
    TIMEZONE: timed || task.time_zone !== null ? zone : "",
    DURATION: minutes === undefined ? "" : String(minutes),
    DURATION_UNIT: minutes === undefined ? "" : "minute",
    DEADLINE: startsBefore ? (task.due_date ?? "") : "",
    DEADLINE_LANG: startsBefore ? "en" : "",
  };
}

function rowOf(cells: readonly string[]): string {
  return stringify([[...cells]], { record_delimiter: "windows", escape_formulas: true });
}
