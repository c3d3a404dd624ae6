import { describe, expect, test } from "vitest";
import { labelsShown, metricsUsed, parsePromql, withoutVariables } from "./promql.ts";

function used(expr: string, shown: string[] = []): Record<string, string[]> {
  return Object.fromEntries(
    metricsUsed(expr, shown).map(({ metric, labels }) => [metric, [...labels].sort()]),
  );
}

describe("labels that an expression needs", () => {
  test.each<[string, string[], Record<string, string[]>]>([
    ['up{job="a",namespace=~"$namespace"}', [], { up: ["job", "namespace"] }],
    ["up", ["app_id"], { up: ["app_id"] }],
    ["sum by (app_id) (rate(a_total[5m]))", ["app_id"], { a_total: ["app_id"] }],
    ["sum(a)", ["app_id"], { a: [] }],
    ["sum without (pod) (a)", ["app_id"], { a: ["app_id", "pod"] }],
    ["topk(3, sum by (route) (a))", ["route"], { a: ["route"] }],
    ["histogram_quantile(0.5, sum by (le) (rate(a_bucket[5m])))", [], { a_bucket: ["le"] }],
    ["histogram_quantile(0.5, rate(a_bucket[5m]))", ["topic"], { a_bucket: ["le", "topic"] }],
    ["a / on (x) group_left (y) b", ["y", "z"], { a: ["x", "z"], b: ["x", "y"] }],
    ["a * on (x) group_right (y) b", ["y", "z"], { a: ["x", "y"], b: ["x", "z"] }],
    ["a and on (x) b", ["z"], { a: ["x", "z"], b: ["x"] }],
    ["a unless b", ["z"], { a: ["z"], b: [] }],
    ["a or b", ["z"], { a: ["z"], b: ["z"] }],
    ["a / ignoring (x) b", ["z"], { a: ["x", "z"], b: ["x", "z"] }],
    ['sum by (w) (label_replace(a, "w", "$1", "pod", "(.+)"))', [], { a: ["pod"] }],
    ['label_join(a, "w", "-", "x", "y")', ["w"], { a: ["x", "y"] }],
    ["max by (x) (sum by (x, y) (a))", [], { a: ["x", "y"] }],
    ["sum by (w) (max by (x) (a) * on (x) group_left (w) b)", [], { a: ["x"], b: ["w", "x"] }],
    ["(a > 0) + 1", [], { a: [] }],
    ["absent(a) or vector(0)", ["z"], { a: [] }],
  ])("%s", (expr, shown, expected) => {
    expect(used(expr, shown)).toEqual(expected);
  });
});

test("one metric may be used twice", () => {
  expect(metricsUsed('a{x="1"} / a{y="2"}').map(({ labels }) => [...labels])).toEqual([["x"], ["y"]]);
});

test.each(["sum(a{) +", "", "a b", "rate(a[])"])("%j is not PromQL", (expr) => {
  expect(() => parsePromql(expr)).toThrow(SyntaxError);
});

test("a metric is selected by its plain name", () => {
  expect(() => metricsUsed('{__name__="a"}')).toThrow(/by its name/);
});

test("Grafana's variables are filled in, groups of label_replace are not", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana writes its variables so.
  expect(withoutVariables('rate(a{b=~"$app_id"}[$__rate_interval]) * ${price:raw} * $1')).toBe(
    'rate(a{b=~"1"}[5m]) * 1 * $1',
  );
});

test("labels of a legend", () => {
  expect(labelsShown("{{app_id}} of {{ topic }}")).toEqual(["app_id", "topic"]);
});
