import { QueryError } from "./error.ts";

/** Longest query, in UTF-16 units. */
export const MAX_LENGTH = 2_000;
/** How deep parentheses may be nested. */
export const MAX_DEPTH = 50;

/**
 * Refuses what must not reach the grammar: texts that are too long or too deep (it recurses), and quotes or parentheses
 * without their partner, which only here can be told where they began.
 */
export function checkShape(text: string): void {
  if (text.length > MAX_LENGTH) {
    throw new QueryError(
      MAX_LENGTH + 1,
      `A query has at most ${MAX_LENGTH.toLocaleString("en")} characters; this one has ${text.length.toLocaleString("en")}.`,
    );
  }
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case "\0":
        throw new QueryError(i + 1, "The character U+0000 can't be looked for: leave it out.");
      case '"':
        i = closingQuote(text, i);
        break;
      case "(":
        if (open.push(i) > MAX_DEPTH) {
          throw new QueryError(i + 1, `Parentheses may be nested at most ${MAX_DEPTH} deep.`);
        }
        break;
      case ")":
        if (open.pop() === undefined) {
          throw new QueryError(
            i + 1,
            'This ) has no ( before it. To look for the character itself, write ")".',
          );
        }
        break;
    }
  }
  const left = open.at(-1);
  if (left !== undefined)
    throw new QueryError(left + 1, "This ( is never closed: put a ) where the group ends.");
}

function closingQuote(text: string, opening: number): number {
  for (let i = opening + 1; i < text.length; i++) {
    if (text[i] === "\0")
      throw new QueryError(i + 1, "The character U+0000 can't be looked for: leave it out.");
    if (text[i] === '"') return i;
    // \" and \\ stand for the character itself; before anything else, a backslash is one.
    if (text[i] === "\\" && (text[i + 1] === '"' || text[i + 1] === "\\")) i++;
  }
  throw new QueryError(opening + 1, 'This " is never closed: put a second " where the phrase ends.');
}
