import { LONGEST_COMMENT, renderChanges } from "../compare/markdown.ts";
import type { Report } from "./artifacts.ts";

/** How a comment is found again: its first line, which a page doesn't show. */
export const markerOf = (stack: string): string => `<!-- punctual-preview:${stack} -->`;

/**
 * A comment about one stack.
 *
 * @param run the page of the run, where the whole is
 */
export function bodyOf({ stack, changes, unread }: Report, run: string): string {
  const each = Math.floor((LONGEST_COMMENT - 2_000) / Math.max(1, changes.length));
  return [
    markerOf(stack),
    `### Stack \`${stack}\``,
    ...changes.map((one) => renderChanges(one, each)),
    ...unread.map((why) => `${why}.`),
    `[The run](${run}) has the whole as artifacts.`,
  ].join("\n\n");
}
