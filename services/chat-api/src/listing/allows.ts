import type { NumberRange, Resolved } from "@punctual/query/resolved";
import type { Allows } from "./branches.ts";
import { NUMBER_COLUMNS, TIME_COLUMNS } from "./columns.ts";

/**
 * What a query leaves open of the columns that it is sorted by, as far as that is plain: parts of an order in which
 * nothing can be needn't be looked at.
 */
export function allowedBy(query: Resolved): Allows {
  const needed = query.kind === "and" ? query.nodes : [query];
  const present = new Set(needed.flatMap(presentIn));
  return {
    absence: (column) => !present.has(column),
    value: (column, value) =>
      needed.every((node) => {
        if (node.kind !== "numbers" || NUMBER_COLUMNS[node.field].sql !== column) return true;
        return node.anyOf.some((range) => includes(range, value));
      }),
  };
}

/** Columns without which a task can't fit. */
function presentIn(node: Resolved): string[] {
  switch (node.kind) {
    case "times":
      if (node.field === "due") return ["t.due_key"];
      return node.field === "reminder" ? [] : [TIME_COLUMNS[node.field]];
    case "numbers":
      return node.anyOf.includes("none") ? [] : [NUMBER_COLUMNS[node.field].sql];
    case "names":
      return node.field === "project" ? ["t.project_id"] : [];
    case "has":
      return PRESENT[node.what] ?? [];
    default:
      return [];
  }
}

const PRESENT: Readonly<Partial<Record<string, string[]>>> = {
  due: ["t.due_key"],
  start: ["t.start_at"],
  estimate: ["t.estimate_minutes"],
  project: ["t.project_id"],
};

function includes(range: NumberRange, value: number): boolean {
  if (range === "none") return false;
  return (range.from === null || range.from <= value) && (range.to === null || value <= range.to);
}
