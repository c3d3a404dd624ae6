import type { Condition, Query, Range, Value } from "./ast.ts";
import { QueryError } from "./error.ts";
import { FIELDS, type Field, findField, isComparable } from "./fields.ts";
import type { RawCondition, RawItem, RawNode, RawText } from "./grammar/raw.ts";
import { nearest } from "./nearest.ts";
import { parseChoice } from "./values/choice.ts";
import { parseDate } from "./values/date.ts";
import { parseDuration } from "./values/duration.ts";
import { parseNumber } from "./values/number.ts";

/** How many words and values a query may have. */
export const MAX_TERMS = 100;

/** Looks up fields, operators and values of what the grammar has read. */
export function check(raw: RawNode): Query {
  let terms = 0;
  const count = (column: number) => {
    terms++;
    if (terms > MAX_TERMS) throw new QueryError(column, `A query has at most ${MAX_TERMS} words and values.`);
  };
  const visit = (node: RawNode): Query => {
    switch (node.kind) {
      case "and":
      case "or":
        return { kind: node.kind, nodes: node.nodes.map(visit), column: node.column };
      case "not":
        return { kind: "not", node: visit(node.node), column: node.column };
      case "text":
        count(node.column);
        return { kind: "text", text: node.text, phrase: node.quoted, prefix: node.star, column: node.column };
      case "condition":
        for (const item of node.items) count(item.column);
        return checkCondition(node);
    }
  };
  return visit(raw);
}

function checkCondition(raw: RawCondition): Condition {
  const field = findField(raw.field);
  if (!field) throw unknownField(raw);
  if (raw.operator !== ":") {
    const [only, second] = raw.items;
    if (!isComparable(field)) {
      throw new QueryError(
        raw.operatorColumn,
        `${field.name} can't be compared with ${raw.operator}: write ${field.name}:value.`,
      );
    }
    if (second || only?.kind !== "value") {
      throw new QueryError(
        (second ?? only ?? raw).column,
        `${raw.operator} compares with one value; lists and ranges go with a colon, as in ${field.example}.`,
      );
    }
  }
  const values = raw.items.map((item) => checkItem(item, field, raw.operator));
  return { kind: "condition", field: field.name, operator: raw.operator, values, column: raw.column };
}

function checkItem(item: RawItem, field: Field, operator: string): Value | Range {
  if (item.kind === "value") {
    const value = checkValue(item, field);
    if (operator !== ":" && value.kind === "number" && value.number === null) {
      throw new QueryError(item.column, `none has no order: write ${field.name}:none.`);
    }
    return value;
  }
  if (!isComparable(field)) {
    throw new QueryError(
      item.column,
      `${field.name} has no ranges. Where .. belongs to the value, put it in quotes.`,
    );
  }
  for (const end of [item.from, item.to]) {
    if (end && field.noneAllowed && end.text.toLowerCase() === "none") {
      throw new QueryError(end.column, "none is no end of a range.");
    }
  }
  return {
    kind: "range",
    from: item.from && checkValue(item.from, field),
    to: item.to && checkValue(item.to, field),
    column: item.column,
  };
}

function checkValue(raw: RawText, field: Field): Value {
  const { column } = raw;
  switch (field.kind) {
    case "words":
      return { kind: "words", text: raw.text, phrase: raw.quoted, prefix: raw.star, column };
    case "name":
      return { kind: "name", text: raw.text, prefix: raw.star, column };
    default:
  }
  if (raw.star) {
    throw new QueryError(column, `* stands for the rest of words and names; ${field.name} has none.`);
  }
  switch (field.kind) {
    case "choice":
    case "ranked":
      return { kind: "choice", name: parseChoice(raw.text, field, column), column };
    case "number":
      return { kind: "number", number: parseNumber(raw.text, field, column), column };
    case "duration":
      return { kind: "duration", minutes: parseDuration(raw.text, column), column };
    case "date":
      return { kind: "date", date: parseDate(raw.text, column), column };
  }
}

function unknownField(raw: RawCondition): QueryError {
  const names = FIELDS.flatMap(({ name, aliases }: Field) => [name, ...aliases]);
  return new QueryError(
    raw.column,
    `There is no field "${raw.field}". To look for the text itself, put it in quotes.`,
    nearest(raw.field, names),
  );
}
