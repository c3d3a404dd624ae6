import type { Condition, FreeText, Query, Range, Value } from "./ast.ts";
import { printDate } from "./values/date.ts";
import { printDuration } from "./values/duration.ts";

/** The query in its one canonical form, which parseQuery reads back as the same. */
export function print(query: Query): string {
  switch (query.kind) {
    case "and":
      return query.nodes
        .map((node) => (node.kind === "or" || node.kind === "and" ? group(node) : print(node)))
        .join(" ");
    case "or":
      return query.nodes.map((node) => (node.kind === "or" ? group(node) : print(node))).join(" OR ");
    case "not":
      return `-${query.node.kind === "text" || query.node.kind === "condition" ? print(query.node) : group(query.node)}`;
    case "text":
      return printText(query);
    case "condition":
      return printCondition(query);
  }
}

function group(query: Query): string {
  return `(${print(query)})`;
}

function printText({ text, phrase, prefix }: FreeText): string {
  return `${phrase ? quote(text) : text}${prefix ? "*" : ""}`;
}

function printCondition({ field, operator, values }: Condition): string {
  return `${field}${operator}${values.map(printItem).join(",")}`;
}

function printItem(value: Value | Range): string {
  if (value.kind !== "range") return printValue(value);
  return `${value.from ? printValue(value.from) : ""}..${value.to ? printValue(value.to) : ""}`;
}

function printValue(value: Value): string {
  switch (value.kind) {
    case "choice":
      return value.name;
    case "name":
      return `${isPlain(value.text) ? value.text : quote(value.text)}${value.prefix ? "*" : ""}`;
    case "words":
      return `${value.phrase ? quote(value.text) : value.text}${value.prefix ? "*" : ""}`;
    case "number":
      return value.number === null ? "none" : String(value.number);
    case "duration":
      return printDuration(value.minutes);
    case "date":
      return printDate(value.date);
  }
}

/** Whether the text is read as one value without quotes. */
function isPlain(text: string): boolean {
  return /^[\p{L}\p{N}_@#/][\p{L}\p{N}_@#/.+-]*$/u.test(text) && !text.includes("..") && !text.endsWith(".");
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
