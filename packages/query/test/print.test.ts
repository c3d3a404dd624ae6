import { parseQuery } from "@punctual/query/parse";
import { print } from "@punctual/query/print";
import fc from "fast-check";
import { expect, test } from "vitest";
import { queries } from "./support/arbitraries.ts";

/** Without the places, which differ. */
function bare(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === "column" ? undefined : inner)));
}

test("what is printed is read back as the same query", () => {
  fc.assert(
    fc.property(queries, (query) => {
      expect(bare(parseQuery(print(query)))).toEqual(bare(query));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["Status:Done", "status:done"],
  ["due:<today", "due<today"],
  ["prio=urgent", "priority:urgent"],
  ["due:+2w", "due:today+2w"],
  ["due<+4H", "due<now+4h"],
  ["due:tom", "due:tomorrow"],
  ["a AND b", "a b"],
  ["(a) (b c)", "a b c"],
  ["a OR (b OR c)", "a OR b OR c"],
  ["(a OR b) c", "(a OR b) c"],
  ["a OR (b c)", "a OR b c"],
  ["NOT (a)", "-a"],
  ["-(-a)", "-(-a)"],
  ['tag:"home"', "tag:home"],
  ['tag:"a \\"b\\" \\\\ c"', 'tag:"a \\"b\\" \\\\ c"'],
  ["estimate:PT1H30M", "estimate:1h30m"],
  ["estimate:90m", "estimate:1h30m"],
  ["created>2026-11-23T10:00:00+01:00", "created>2026-11-23T09:00:00.000Z"],
  ["label:a,b", "tag:a,b"],
  ["", ""],
])("%s is %s in canonical form", (text, canonical) => {
  expect(print(parseQuery(text))).toBe(canonical);
});
