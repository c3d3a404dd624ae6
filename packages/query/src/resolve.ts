import { PRIORITIES } from "@punctual/contracts/task";
import type { Condition, Query, Range, Value } from "./ast.ts";
import type { Operator, Presence } from "./fields.ts";
import { type Moment, timesOf } from "./resolve-date.ts";
import type { NumberField, NumberRange, Resolved, TimeField, TimeRange } from "./resolved.ts";

/** Says what a query asks for at this moment; throws QueryError where a date leaves the calendar. */
export function resolve(query: Query, moment: Moment): Resolved {
  switch (query.kind) {
    case "and":
    case "or":
      return joined(
        query.kind,
        query.nodes.map((node) => resolve(node, moment)),
      );
    case "not":
      return not(resolve(query.node, moment));
    case "text": {
      const { text, phrase, prefix, column } = query;
      return { kind: "text", words: { text, phrase, prefix, column } };
    }
    case "condition":
      return resolveCondition(query, moment);
  }
}

function resolveCondition(condition: Condition, moment: Moment): Resolved {
  const { field } = condition;
  switch (field) {
    case "status":
      return any(choices(condition).map(statusIs));
    case "is":
      return any(choices(condition).map((state) => resolveState(state, moment)));
    case "has":
      return any(choices(condition).map(has));
    case "no":
      return any(choices(condition).map((what) => not(has(what))));
    case "recurrence":
      return { kind: "recurrence", anyOf: choices(condition) };
    case "tag":
    case "project":
    case "zone":
    case "saved":
      return { kind: "names", field, anyOf: valuesOf(condition, "name") };
    case "title":
    case "notes":
      return { kind: "words", field, anyOf: valuesOf(condition, "words") };
    case "priority":
    case "id":
    case "version":
    case "parent":
    case "project_id":
    case "estimate":
      return resolveNumbers(field, condition);
    default:
      return resolveTimes(field, condition, moment);
  }
}

function resolveState(state: string, moment: Moment): Resolved {
  const due = (...anyOf: TimeRange[]): Resolved => ({ kind: "times", field: "due", anyOf });
  const compare = (operator: Operator, name: "today" | "now") => {
    const anchor = name === "now" ? ({ kind: "now" } as const) : ({ kind: "name", name } as const);
    return timesOf(operator, { anchor, offsets: [] }, moment, 1);
  };
  switch (state) {
    case "overdue":
      return { kind: "and", nodes: [statusIs("open"), due(compare("<", "now"))] };
    case "today":
      return due(compare(":", "today"));
    case "upcoming":
      return due(compare(">", "today"));
    case "subtask":
      return has("parent");
    case "recurring":
      return has("recurrence");
    case "trashed":
      return { kind: "trashed" };
    default:
      return statusIs(state);
  }
}

function resolveNumbers(field: NumberField, { operator, values }: Condition): Resolved {
  const anyOf = values.map((item) =>
    item.kind === "range"
      ? { from: rank(item.from), to: rank(item.to) }
      : compareNumber(operator, rank(item)),
  );
  return { kind: "numbers", field, anyOf };
}

function compareNumber(operator: Operator, number: number | null): NumberRange {
  if (number === null) return "none";
  switch (operator) {
    case ":":
      return { from: number, to: number };
    case "<":
      return { from: null, to: number - 1 };
    case "<=":
      return { from: null, to: number };
    case ">":
      return { from: number + 1, to: null };
    case ">=":
      return { from: number, to: null };
  }
}

function rank(value: Value | null): number | null {
  switch (value?.kind) {
    case "number":
      return value.number;
    case "duration":
      return value.minutes;
    case "choice":
      return (PRIORITIES as readonly string[]).indexOf(value.name);
    default:
      return null;
  }
}

function resolveTimes(field: TimeField, { operator, values }: Condition, moment: Moment): Resolved {
  const anyOf = values.flatMap((item) => {
    if (item.kind === "range") return [between(item, moment)];
    return item.kind === "date" ? [timesOf(operator, item.date, moment, item.column)] : [];
  });
  return { kind: "times", field, anyOf };
}

function between({ from, to }: Range, moment: Moment): TimeRange {
  const low = from?.kind === "date" ? timesOf(">=", from.date, moment, from.column) : null;
  const high = to?.kind === "date" ? timesOf("<=", to.date, moment, to.column) : null;
  return {
    from: low?.from ?? null,
    before: high?.before ?? null,
    fromDay: low?.fromDay ?? null,
    beforeDay: high?.beforeDay ?? null,
  };
}

function choices(condition: Condition): string[] {
  return valuesOf(condition, "choice").map(({ name }) => name);
}

function valuesOf<K extends Value["kind"]>({ values }: Condition, kind: K): Extract<Value, { kind: K }>[] {
  return values.filter((value): value is Extract<Value, { kind: K }> => value.kind === kind);
}

function statusIs(status: string): Resolved {
  return { kind: "status", status: status === "done" ? "done" : "open" };
}

function has(what: string): Resolved {
  // `what` comes from the registry: the grammar's check took no other.
  return { kind: "has", what: what as Presence };
}

/** In one level, so that whoever reads it sees all that must be true at once. */
function joined(kind: "and" | "or", nodes: readonly Resolved[]): Resolved {
  const flat = nodes.flatMap((node) => (node.kind === kind ? node.nodes : [node]));
  const [only, ...more] = flat;
  return only && more.length === 0 ? only : { kind, nodes: flat };
}

function not(node: Resolved): Resolved {
  // Open is what isn't done: said so, an index serves it.
  if (node.kind === "status") return statusIs(node.status === "done" ? "open" : "done");
  return node.kind === "not" ? node.node : { kind: "not", node };
}

function any(nodes: readonly Resolved[]): Resolved {
  return joined("or", nodes);
}
