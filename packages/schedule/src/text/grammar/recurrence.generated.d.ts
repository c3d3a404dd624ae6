import type { RawRecurrence } from "./raw.ts";

/** Reads a recurrence; throws its own kind of SyntaxError, with the place. */
export function parse(text: string, options: { startRule: "phrase" }): RawRecurrence;
/** Reads one that the text begins with, and tells where it ends. */
export function parse(
  text: string,
  options: { startRule: "embedded" },
): { readonly value: RawRecurrence; readonly end: number };

/** Thrown by {@link parse}. */
declare class GrammarError extends Error {
  readonly location: { readonly start: { readonly offset: number } };
  /** Null where the grammar itself refuses, in words of its own. */
  readonly expected: readonly unknown[] | null;
}

export { GrammarError as SyntaxError };
