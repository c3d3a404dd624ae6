import { QueryError } from "@punctual/query/error";
import { parseSort, printSort, SORT_KEYS } from "@punctual/query/sort";
import fc from "fast-check";
import { expect, test } from "vitest";

const keys = fc
  .uniqueArray(fc.constantFrom(...SORT_KEYS.map(({ name }) => name)), { minLength: 1, maxLength: 4 })
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.boolean().map((descending) => ({ name, descending })))),
  );

test("an order is read as it was printed", () => {
  fc.assert(fc.property(keys, (order) => void expect(parseSort(printSort(order))).toEqual(order)));
});

test.each([
  ["", 1, 'no sort key ""'],
  ["prio", 1, "there are priority, due"],
  ["-priority,duu", 11, "Did you mean due?"],
  ["-priority,-duu", 11, "Did you mean -due?"],
  ["due,-due", 5, "due is there twice"],
  ["due, title", 5, "no sort key"],
  ["due,title,id,start,created", 20, "at most 4"],
  ["due;DROP TABLE task", 1, "no sort key"],
])("%s is refused at column %i", (text, column, words) => {
  const refused = () => parseSort(text);
  expect(refused).toThrow(QueryError);
  expect(refused).toThrow(`Column ${column}: `);
  expect(refused).toThrow(words);
});
