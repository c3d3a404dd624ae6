import { QueryError } from "@punctual/query/error";
import { parseQuery } from "@punctual/query/parse";
import { print } from "@punctual/query/print";
import { resolve } from "@punctual/query/resolve";
import fc from "fast-check";
import { expect, test } from "vitest";
import { almostQueries, queries } from "./support/arbitraries.ts";

const MOMENT = { now: Date.parse("2026-11-23T22:30:00Z"), timeZone: "Europe/Berlin" };

/** The error that it throws, if it does. */
function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Reads and resolves: nothing but a QueryError with a place in the text may come of it. */
function expectReadOrRefused(text: string): void {
  const error = thrownBy(() => resolve(parseQuery(text), MOMENT));
  if (error === undefined) return;
  expect(error).toBeInstanceOf(QueryError);
  const { column, message } = error as QueryError;
  expect(column).toBeGreaterThanOrEqual(1);
  expect(column).toBeLessThanOrEqual(text.length + 1);
  expect(message).not.toContain("Expected");
}

test("any text is a query or refused with its place", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), expectReadOrRefused), {
    numRuns: 1_000,
  });
});

test("any text that is nearly a query is one or refused with its place", () => {
  fc.assert(fc.property(almostQueries, expectReadOrRefused), { numRuns: 3_000 });
});

test("whatever is read can be printed, and stays as it is then", () => {
  fc.assert(
    fc.property(almostQueries, (text) => {
      if (thrownBy(() => parseQuery(text)) !== undefined) return;
      const canonical = print(parseQuery(text));
      expect(print(parseQuery(canonical))).toBe(canonical);
    }),
    { numRuns: 3_000 },
  );
});

test("every query is resolved or refused for its dates alone", () => {
  fc.assert(
    fc.property(queries, (query) => {
      const error = thrownBy(() => resolve(query, MOMENT));
      if (error !== undefined) expect(String(error)).toContain("outside the calendar");
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["parentheses", "(".repeat(1_999)],
  ["pairs of parentheses", "(".repeat(1_000) + ")".repeat(1_000)],
  ["quotes", '"'.repeat(2_000)],
  ["minuses", "-".repeat(2_000)],
  ["words", "a ".repeat(1_000)],
  ["NOTs", "NOT ".repeat(500)],
  ["values", `id:${"1,".repeat(990)}1`],
  ["a million characters", "x".repeat(1_000_000)],
])("nothing but %s is refused at once", (_what, text) => {
  const before = performance.now();
  expect(thrownBy(() => parseQuery(text))).toBeInstanceOf(QueryError);
  expect(performance.now() - before).toBeLessThan(1_000);
});
