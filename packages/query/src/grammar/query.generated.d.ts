import type { RawNode } from "./raw.ts";

/** Reads a query's shape; throws its own kind of SyntaxError, with the place. */
export function parse(text: string): RawNode;

/** Thrown by {@link parse}. */
declare class GrammarError extends Error {
  readonly location: { readonly start: { readonly offset: number } };
}

export { GrammarError as SyntaxError };
