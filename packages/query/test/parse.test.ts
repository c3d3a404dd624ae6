import type { Query } from "@punctual/query/ast";
import { parseQuery } from "@punctual/query/parse";
import { describe, expect, test } from "vitest";

/** The kinds of all nodes with their columns, outermost first. */
function places(query: Query): [string, number][] {
  const inner = query.kind === "not" ? [query.node] : "nodes" in query ? query.nodes : [];
  return [[query.kind, query.column], ...inner.flatMap(places)];
}

test("nodes know where they are", () => {
  expect(places(parseQuery(' a (status:open OR -"b c")'))).toEqual([
    ["and", 2],
    ["text", 2],
    ["or", 5],
    ["condition", 5],
    ["not", 20],
    ["text", 21],
  ]);
});

test("values know where they are", () => {
  const query = parseQuery("due:today,monday..eow");
  expect(query).toMatchObject({
    values: [
      { kind: "date", column: 5 },
      { kind: "range", column: 11, from: { column: 11 }, to: { column: 19 } },
    ],
  });
});

describe("words", () => {
  test.each([
    "or",
    "and",
    "not",
    "10:30",
    "a-b",
    "50%",
    "o'clock",
    "Müll",
    "漢字",
    "🎂",
    "a,b",
    "*",
    "#7",
    "e.g.",
  ])("%s is looked for as it is", (text) => {
    expect(parseQuery(text)).toMatchObject({ kind: "text", text, phrase: false, prefix: false });
  });

  test.each(["OR", "AND", "NOT", "status:open", "(a)", "-a", "a*", " a  b "])(
    "%s in quotes is a phrase",
    (text) => {
      expect(parseQuery(`"${text}"`)).toMatchObject({ kind: "text", text, phrase: true, prefix: false });
    },
  );

  test("a star lets the last word go on", () => {
    expect(parseQuery("mil*")).toMatchObject({ text: "mil", prefix: true });
    expect(parseQuery('"buy mil"*')).toMatchObject({ text: "buy mil", phrase: true, prefix: true });
  });

  test.each(["\t", "\n", "\u00a0", "\u3000"])("are apart by any white space", (space) => {
    expect(parseQuery(`a${space}b`)).toMatchObject({ kind: "and", nodes: [{ text: "a" }, { text: "b" }] });
  });
});

test("AND binds closer than OR", () => {
  expect(parseQuery("a b OR c d")).toMatchObject({ kind: "or", nodes: [{ kind: "and" }, { kind: "and" }] });
});

test.each(["", "   "])("nothing (%j) is a query that everything fits", (text) => {
  expect(parseQuery(text)).toMatchObject({ kind: "and", nodes: [] });
});
