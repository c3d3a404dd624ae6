import { describe, expect, test } from "vitest";
import { DASHBOARDS } from "../../src/dashboards/all.ts";
import { LINTS } from "./lints/all.ts";
import { jsonOf } from "./lints/json.ts";

describe.each(DASHBOARDS.map((source) => [source.name, source] as const))("%s", (name, source) => {
  test.each(LINTS.map((lint) => [lint.name, lint] as const))("%s", (_, { check }) => {
    expect(check(jsonOf(source))).toEqual([]);
  });

  test("is found by its name", () => {
    expect(jsonOf(source).uid).toBe(name);
  });

  test("is the same each time", () => {
    expect(JSON.stringify(jsonOf(source))).toBe(JSON.stringify(jsonOf(source)));
  });

  test("fits in a ConfigMap", () => {
    expect(JSON.stringify(jsonOf(source)).length).toBeLessThan(1024 * 1024);
  });
});

test("no two dashboards have a name in common", () => {
  expect(new Set(DASHBOARDS.map(({ name }) => name)).size).toBe(DASHBOARDS.length);
});
