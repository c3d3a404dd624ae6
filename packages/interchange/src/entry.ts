import type { InterchangeRecord } from "./record.ts";

/** `error`: what the line says is not taken. `warning`: it is, but not all of it, or not as it stands. */
export type Severity = "error" | "warning";

/** What is wrong with one line of a file. */
export interface Problem {
  /** Counted from 1; where something takes several lines, its first. */
  readonly line: number;
  /** The property, column or field, as the file names it. */
  readonly field: string | null;
  readonly message: string;
  readonly severity: Severity;
}

/** What reading gives, in the order of the file. */
export type Entry =
  | { readonly kind: "record"; readonly line: number; readonly record: InterchangeRecord }
  | ({ readonly kind: "problem" } & Problem);

/** What a file doesn't say itself. */
export interface ReadOptions {
  /** IANA zone of times that have none in the file. */
  readonly timeZone: string;
  /** Project of tasks for which the file names none; null for none. */
  readonly project: string | null;
}

/** Reads a file's bytes; never throws for what they say. */
export type Reader = (source: AsyncIterable<Uint8Array>, options: ReadOptions) => AsyncGenerator<Entry>;

/** Writes records as a file's text. */
export type Writer = (
  records: AsyncIterable<InterchangeRecord>,
  options: WriteOptions,
) => AsyncGenerator<string>;

/** What a writer says besides the records. */
export interface WriteOptions {
  /** When the file is made: RFC 3339 in UTC. */
  readonly at: string;
}

/** A problem for which the line, or part of it, is not taken. */
export function failure(line: number, field: string | null, message: string): Entry & { kind: "problem" } {
  return { kind: "problem", line, field, message, severity: "error" };
}

/** A problem that loses or changes something, though the line is taken. */
export function warning(line: number, field: string | null, message: string): Entry & { kind: "problem" } {
  return { kind: "problem", line, field, message, severity: "warning" };
}
