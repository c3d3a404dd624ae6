import type { Query } from "./ast.ts";
import { check } from "./check.ts";
import { QueryError } from "./error.ts";
import { SyntaxError as GrammarError, parse } from "./grammar/query.generated.js";
import type { RawNode } from "./grammar/raw.ts";
import { checkShape } from "./shape.ts";

/** Reads a query; throws {@link QueryError} and nothing else, whatever the text is. */
export function parseQuery(text: string): Query {
  checkShape(text);
  return check(readShape(text));
}

function readShape(text: string): RawNode {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    const { offset } = error.location.start;
    throw new QueryError(offset + 1, explain(text, offset, error.message));
  }
}

/** The grammar's own words, where it has some; else what it stumbled over. */
function explain(text: string, offset: number, message: string): string {
  if (!message.startsWith("Expected ")) return message;
  const found = String.fromCodePoint(text.codePointAt(offset) ?? 0x20);
  return `${JSON.stringify(found)} has no meaning here. To look for it, put it in quotes.`;
}
