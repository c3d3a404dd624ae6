import type { Name, NumberField, NumberRange, Resolved } from "@punctual/query/resolved";
import { textPredicate } from "../search/predicate.ts";
import { NUMBER_COLUMNS, PRESENCE } from "./columns.ts";
import type { Found, Known } from "./look-up.ts";
import type { Param } from "./statement.ts";
import { timesPredicate } from "./times.ts";

/**
 * SQL that says whether the task `t` fits a query; `$1` is the user. The trash is left out, unless the query asks about
 * it.
 *
 * @param settled columns whose numbers fit already: said twice, the planner would think that fewer tasks fit
 */
export function wherePredicate(
  query: Resolved,
  known: Known,
  param: Param,
  settled: readonly string[] = [],
): string {
  const own = ["t.user_id = $1", ...(asksForTrash(query) ? [] : ["t.deleted_at IS NULL"])];
  // Side by side, so that the planner sees each.
  const nodes = query.kind === "and" ? query.nodes : [query];
  const open = nodes.filter((node) => {
    return node.kind !== "numbers" || !settled.includes(NUMBER_COLUMNS[node.field].sql);
  });
  return [...own, ...open.map((node) => predicate(node, known, param))].join(" AND ");
}

function predicate(query: Resolved, known: Known, param: Param): string {
  switch (query.kind) {
    case "and":
      return joined("AND", "true", query.nodes, known, param);
    case "or":
      return joined("OR", "false", query.nodes, known, param);
    case "not":
      // Where a task lacks the field, SQL says null: then it isn't so.
      return `(${predicate(query.node, known, param)}) IS NOT TRUE`;
    case "text":
      return textPredicate(known.text(query.words), param);
    case "words":
      return either(query.anyOf.map((words) => textPredicate(known.text(words), param)));
    case "names":
      return namesPredicate(query.field, query.anyOf, known, param);
    case "status":
      // A constant, or no index of what is open would serve it.
      return query.status === "open" ? "t.status = 'open'" : "t.status = 'done'";
    case "recurrence":
      return `(t.recurrence IS NOT NULL
        AND coalesce(t.recurrence->>'rrule' ~ ${param(frequencies(query.anyOf))}, false))`;
    case "numbers":
      return either(query.anyOf.map((range) => numberPredicate(query.field, range, param)));
    case "times":
      return either(query.anyOf.map((range) => timesPredicate(query.field, range, param)));
    case "has":
      return PRESENCE[query.what];
    case "trashed":
      return "t.deleted_at IS NOT NULL";
  }
}

function joined(
  word: "AND" | "OR",
  empty: string,
  nodes: readonly Resolved[],
  known: Known,
  param: Param,
): string {
  if (nodes.length === 0) return empty;
  return `(${nodes.map((node) => predicate(node, known, param)).join(` ${word} `)})`;
}

function either(predicates: readonly string[]): string {
  return predicates.length === 1 ? predicates.join() : `(${predicates.join(" OR ")})`;
}

function namesPredicate(
  field: "tag" | "project" | "zone" | "saved",
  names: readonly Name[],
  known: Known,
  param: Param,
): string {
  switch (field) {
    case "tag":
      return tagPredicate(known.tags(names), param);
    case "project":
      return ids(known.projects(names).ids, param, (is) => `t.project_id ${is}`);
    case "zone":
      return either(names.map((name) => zonePredicate(name, param)));
    case "saved":
      throw new Error("saved filters are put in before a query is resolved");
  }
}

/**
 * The tasks of a rare tag are gathered; for a tag that many have, each task is looked up as it passes in the order asked
 * for. The planner can't tell one from the other, so they are written in ways that leave it no choice.
 */
function tagPredicate(tags: Found, param: Param): string {
  return ids(tags.ids, param, (is) => {
    const theirs = `FROM task_tag
      WHERE task_tag.user_id = $1 AND task_tag.tag_id ${is} AND task_tag.task_id = t.id`;
    // In coalesce, the planner takes it for something that half of the tasks fulfil, also when negated.
    return tags.common ? `coalesce((SELECT true ${theirs} LIMIT 1), false)` : `EXISTS (SELECT ${theirs})`;
  });
}

/** One id is compared as such: then an index that goes on behind it gives its order. */
function ids(found: readonly number[], param: Param, predicateOf: (is: string) => string): string {
  if (found.length === 0) return "false";
  return predicateOf(
    found.length === 1 ? `= ${param(found[0])}::bigint` : `= ANY(${param(found)}::bigint[])`,
  );
}

/** Zones are written as they were given: in whatever case. */
function zonePredicate({ text, prefix }: Name, param: Param): string {
  const sought = param(text.toLowerCase());
  const fits = prefix ? `starts_with(lower(t.time_zone), ${sought})` : `lower(t.time_zone) = ${sought}`;
  return `(t.time_zone IS NOT NULL AND coalesce(${fits}, false))`;
}

function numberPredicate(field: NumberField, range: NumberRange, param: Param): string {
  const { sql, type } = NUMBER_COLUMNS[field];
  if (range === "none") return `${sql} IS NULL`;
  const { from, to } = range;
  if (from !== null && from === to) return `${sql} = ${param(from)}::${type}`;
  const low = from === null ? [] : [`${sql} >= ${param(from)}::${type}`];
  const high = to === null ? [] : [`${sql} <= ${param(to)}::${type}`];
  return `(${[...low, ...high].join(" AND ")})`;
}

/** Rules are stored in capitals. */
function frequencies(anyOf: readonly string[]): string {
  return `(^|;)FREQ=(${anyOf.map((word) => word.toUpperCase()).join("|")})(;|$)`;
}

/** Whether a query asks about the trash, in which nothing is looked for otherwise. */
export function asksForTrash(query: Resolved): boolean {
  switch (query.kind) {
    case "and":
    case "or":
      return query.nodes.some(asksForTrash);
    case "not":
      return asksForTrash(query.node);
    case "times":
      return query.field === "deleted";
    default:
      return query.kind === "trashed";
  }
}
