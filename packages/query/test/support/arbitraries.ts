import type { Condition, Query, Range, Value } from "@punctual/query/ast";
import { FIELDS, type Field, isComparable, operatorsOf } from "@punctual/query/fields";
import { DAY_NAMES, UNITS } from "@punctual/query/values/date";
import fc from "fast-check";

const column = 1;

/** Text as it may stand in quotes. */
const quotable = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .filter((text) => text.trim() !== "" && !text.includes("\0"));
/** A word as it may stand without quotes. */
const word = fc
  .string({ unit: fc.constantFrom(..."abcÄß漢🎂019.,_+/*'-"), minLength: 1, maxLength: 8 })
  .filter((text) => !/^-|\*$|\.\.|^(AND|OR|NOT)$/.test(text));

const offsets = fc.array(
  fc.record({
    amount: fc.integer({ min: -9999, max: 9999 }).map((n) => n || 0),
    unit: fc.constantFrom(...UNITS),
  }),
  { maxLength: 3 },
);
const moment = fc
  .date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString());
const date = fc.oneof(
  fc.record({
    anchor: fc.oneof(
      fc.constant({ kind: "now" as const }),
      fc.record({
        kind: fc.constant("name" as const),
        name: fc.constantFrom(...DAY_NAMES.map(({ name }) => name)),
      }),
      fc.record({ kind: fc.constant("day" as const), iso: moment.map((iso) => iso.slice(0, 10)) }),
      fc.record({ kind: fc.constant("local" as const), iso: moment.map((iso) => iso.slice(0, 23)) }),
      fc.record({ kind: fc.constant("instant" as const), iso: moment }),
    ),
    offsets,
  }),
  fc.record({
    anchor: fc.oneof(
      fc.record({ kind: fc.constant("month" as const), iso: moment.map((iso) => iso.slice(0, 7)) }),
      fc.record({ kind: fc.constant("year" as const), iso: moment.map((iso) => iso.slice(0, 4)) }),
    ),
    offsets: fc.constant([]),
  }),
);

const words = fc.oneof(
  fc.record({ text: quotable, phrase: fc.constant(true), prefix: fc.boolean() }),
  // A comma would end it.
  fc.record({
    text: word.filter((text) => !text.includes(",")),
    phrase: fc.constant(false),
    prefix: fc.boolean(),
  }),
);

function valueIn(field: Field): fc.Arbitrary<Value> {
  switch (field.kind) {
    case "choice":
    case "ranked":
      return fc.record({
        kind: fc.constant("choice" as const),
        name: fc.constantFrom(...(field.values ?? []).map(({ name }) => name)),
        column: fc.constant(column),
      });
    case "words":
      return words.map((value) => ({ kind: "words", ...value, column }));
    case "name":
      return fc
        .record({ text: quotable, prefix: fc.boolean() })
        .map((value) => ({ kind: "name", ...value, column }));
    case "number":
      return fc
        .integer({ min: 1, max: 999_999_999_999_999 })
        .map((number) => ({ kind: "number", number, column }));
    case "duration":
      return fc.integer({ min: 0, max: 6_000_000 }).map((minutes) => ({ kind: "duration", minutes, column }));
    case "date":
      return date.map((value) => ({ kind: "date", date: value, column }));
  }
}

function conditionOn(field: Field): fc.Arbitrary<Condition> {
  const value = valueIn(field);
  const base = { kind: "condition", field: field.name, column } as const;
  const end = fc.option(value);
  const range: fc.Arbitrary<Range> = fc
    .record({ from: end, to: end })
    .filter(({ from, to }) => from !== null || to !== null)
    .map((ends) => ({ kind: "range", ...ends, column }));
  const item: fc.Arbitrary<Value | Range> = isComparable(field) ? fc.oneof(value, range) : value;
  const lists = fc
    .array(item, { minLength: 1, maxLength: 3 })
    .map((values): Condition => ({ ...base, operator: ":", values }));
  const [, ...comparing] = operatorsOf(field);
  if (comparing.length === 0) return lists;
  const comparisons = fc
    .record({ operator: fc.constantFrom(...comparing), only: value })
    .map(({ operator, only }): Condition => ({ ...base, operator, values: [only] }));
  return fc.oneof(lists, comparisons);
}

const leaf: fc.Arbitrary<Query> = fc.oneof(
  fc
    .oneof(
      fc.record({ text: quotable, phrase: fc.constant(true), prefix: fc.boolean() }),
      fc.record({ text: word, phrase: fc.constant(false), prefix: fc.boolean() }),
    )
    .map((text): Query => ({ kind: "text", ...text, column })),
  ...FIELDS.map(conditionOn),
);

/** Queries of every field, nested as the parser nests them: never one `and` right in another. */
export const queries: fc.Arbitrary<Query> = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    tie("query").map((node): Query => ({ kind: "not", node, column })),
    fc
      .tuple(
        fc.constantFrom("and" as const, "or" as const),
        fc.array(tie("query"), { minLength: 2, maxLength: 4 }),
      )
      .map(([kind, nodes]): Query => {
        const flat = nodes.flatMap((node) => (node.kind === kind ? node.nodes : [node]));
        return { kind, nodes: flat, column };
      }),
  ),
})).query;

/** Texts that are nearly queries. */
export const almostQueries: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...'()"\\-:<>=,.*+ \n#',
      " AND ",
      " OR ",
      " NOT ",
      "..",
      "due",
      "today",
      "+7d",
      "2026-11-23",
      "T09:00:00+01:00",
      "priority",
      "high",
      "tag:home",
      "parent",
      "none",
      "estimate",
      "1h30m",
      "is:overdue",
      "has:due",
      "Straße",
      "🎂",
      "\ud83c",
      "\u00a0",
      "word",
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(""));
