import { QueryError } from "./error.ts";
import { nearest } from "./nearest.ts";

/** What tasks can be sorted by, and what that means. */
export const SORT_KEYS = [
  { name: "priority", docs: "none first; -priority has urgent first" },
  { name: "due", docs: "the earliest first; a whole day at its end" },
  { name: "title", docs: "by the alphabet, without regard to case and accents, numbers by value" },
  { name: "created", docs: "the oldest first" },
  { name: "updated", docs: "what changed longest ago first" },
  { name: "completed", docs: "what was completed longest ago first" },
  { name: "start", docs: "the earliest first" },
  { name: "position", docs: "as arranged by hand within a project" },
  { name: "project", docs: "by the projects' order" },
  { name: "estimate", docs: "the shortest first" },
  { name: "id", docs: "the order they were made in" },
] as const;
/** A sort key's name. */
export type SortName = (typeof SORT_KEYS)[number]["name"];
/** One key of an order; tasks without it come last in either direction. */
export interface SortKey {
  readonly name: SortName;
  readonly descending: boolean;
}

const NAMES = SORT_KEYS.map(({ name }) => name);
/** How many keys an order may have. */
export const MAX_SORT_KEYS = 4;

/** Reads `-priority,due`: up to four keys, each descending after a `-`. Throws QueryError. */
export function parseSort(text: string): SortKey[] {
  const keys: SortKey[] = [];
  let column = 1;
  for (const part of text.split(",")) {
    const descending = part.startsWith("-");
    const given = descending ? part.slice(1) : part;
    const name = NAMES.find((known) => known === given.toLowerCase());
    if (name === undefined) {
      const meant = nearest(given, NAMES);
      throw new QueryError(
        column,
        `There is no sort key "${given}": there are ${NAMES.join(", ")}, each with - for the other way round.`,
        meant && `${descending ? "-" : ""}${meant}`,
      );
    }
    if (keys.some((key) => key.name === name)) throw new QueryError(column, `${name} is there twice.`);
    if (keys.length === MAX_SORT_KEYS) {
      throw new QueryError(column, `There may be at most ${MAX_SORT_KEYS} sort keys.`);
    }
    keys.push({ name, descending });
    column += part.length + 1;
  }
  return keys;
}

/** The order as {@link parseSort} reads it back. */
export function printSort(keys: readonly SortKey[]): string {
  return keys.map(({ name, descending }) => (descending ? `-${name}` : name)).join(",");
}
