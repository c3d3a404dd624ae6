import { expect, test } from "vitest";
import { parsePromql } from "../support/promql.ts";
import { survivors } from "./lints/survivors.ts";

test.each<[string, string[]]>([
  ["x", ["a", "b"]],
  ['sum(x{a="1"})', []],
  ["sum by (a) (x)", ["a"]],
  ["sum without (a) (x)", ["b"]],
  ["sum by (a) (sum by (b) (x))", []],
  ["topk(3, sum by (a) (x))", ["a"]],
  ["histogram_quantile(0.9, sum by (le, a) (rate(x[5m])))", ["a"]],
  ["sum by (a) (x) / sum by (a, b) (y)", ["a", "b"]],
  ["x * on (a) y", ["a"]],
  ["sum by (a) (x) * on (a) group_left (b) y", ["a", "b"]],
  ["sum by (a) (x) * on (a) group_left () y", ["a"]],
  ["sum by (a) (x) and y", ["a"]],
  ["sum by (a) (x) or sum by (b) (y)", ["a", "b"]],
  ['label_replace(sum by (a) (x), "b", "$1", "a", "(.+)")', ["a", "b"]],
  ["100 * (1 - sum by (a) (x))", ["a"]],
  ["absent(x) or vector(0)", []],
])("%s", (expr, left) => {
  expect(survivors(parsePromql(expr), ["a", "b"])).toEqual(left);
});
