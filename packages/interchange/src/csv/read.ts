import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { type Entry, failure, type Reader, warning } from "../entry.ts";
import { LIMITS } from "../limits.ts";
import { type Line, linesOf } from "../lines.ts";
import { COLUMNS, type Column, type Row } from "./columns.ts";
import { createTasks } from "./tasks.ts";

/** A row with the line that it begins on. */
interface Numbered {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads Todoist's template. A section is a project; a note is added to the notes of the task above. */
export const readCsv: Reader = async function* (source, options) {
  const problems: Entry[] = [];
  const tasks = createTasks(options);
  let columns: readonly (Column | undefined)[] | undefined;
  for await (const { line, cells } of rowsOf(source, problems)) {
    yield* problems.splice(0);
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (columns) {
      if (cells.length > columns.length) {
        yield failure(line, null, `has ${cells.length} cells where the header has ${columns.length}`);
      } else yield* tasks.take(line, rowOf(columns, cells));
      continue;
    }
    columns = cells.map(columnOf);
    if (!columns.includes("TYPE") || !columns.includes("CONTENT")) {
      yield failure(line, null, `the first line must name the columns: ${COLUMNS.join(",")}`);
      return;
    }
    const unknown = cells.filter((cell, i) => cell.trim() !== "" && !columns?.[i]);
    if (unknown.length > 0) yield warning(line, unknown.join(", "), "is no column of Todoist's; not taken");
  }
  yield* problems.splice(0);
  if (!columns) yield failure(1, null, "the file is empty");
  yield* tasks.end();
};

function columnOf(cell: string): Column | undefined {
  const name = cell.trim().toUpperCase();
  return COLUMNS.find((column) => column === name);
}

function rowOf(columns: readonly (Column | undefined)[], cells: readonly string[]): Row {
  const row = Object.fromEntries(COLUMNS.map((column) => [column, ""])) as Record<Column, string>;
  for (const [i, column] of columns.entries()) if (column) row[column] = plain(cells[i] ?? "");
  return row;
}

/** Takes off the apostrophe that keeps spreadsheets from running a cell. */
function plain(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r])/, "");
}

async function* rowsOf(source: AsyncIterable<Uint8Array>, problems: Entry[]): AsyncGenerator<Numbered> {
  const decoded = decode(source, problems)[Symbol.asyncIterator]();
  const first = await decoded.next();
  if (first.done) return;
  let skipped: unknown;
  const parser = parse({
    delimiter: delimiterOf(first.value),
    info: true,
    relax_column_count: true,
    max_record_size: LIMITS.valueLength,
    skip_records_with_error: true,
    on_skip: (error) => {
      // Each wrong quote of a line is told.
      if (error && error.lines !== skipped)
        problems.push(failure(Number(error.lines), null, adviceOf(error)));
      skipped = error?.lines;
      return undefined;
    },
  });
  const whole = (async function* () {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => decoded };
  })();
  // Its failure is thrown by the parser, which is what is read.
  const fed = pipeline(Readable.from(whole), parser).catch(() => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      const breaks = record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
      yield { line: info.lines - breaks, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    problems.push(failure(Number(error.lines ?? 1), null, adviceOf(error)));
  }
  await fed;
}

/** Text of whole lines; one that can't be read is a problem, and empty. */
async function* decode(source: AsyncIterable<Uint8Array>, problems: Entry[]): AsyncGenerator<string> {
  const read = (line: Line) => {
    if (line.fault !== null) problems.push(failure(line.number, null, line.fault));
    return `${line.text}\n`;
  };
  for await (const lines of linesOf(source)) yield lines.map(read).join("");
}

/** Spreadsheets of some countries separate cells by semicolons. */
function delimiterOf(text: string): string {
  return /^\s*"?[A-Za-z_]+"?([,;\t])/.exec(text)?.[1] ?? ",";
}

function adviceOf(error: CsvError): string {
  if (error.code === "CSV_MAX_RECORD_SIZE") {
    return `must have at most ${LIMITS.valueLength.toLocaleString("en")} characters`;
  }
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return "a quote is opened and never closed";
  return 'has quotes where they can\'t be: write a cell with quotes as "say ""yes"""';
}
