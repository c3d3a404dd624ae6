import { describe, expect, test } from "vitest";
import { metricNeeds } from "../../../test/support/metrics-used.ts";
import { METRICS, SCRAPE_LABELS } from "../src/metrics.ts";
import { RULE_GROUPS } from "../src/rules/groups.ts";

const RECORDED = new Set(
  RULE_GROUPS.flatMap(({ rules }) => rules.flatMap((rule) => ("record" in rule ? [rule.record] : []))),
);

/** Metrics that dashboards and rules read, with the labels they need: what is recorded is nobody's to show. */
function read(): Record<string, string[]> {
  const all = new Map<string, Set<string>>();
  for (const { metric, labels } of metricNeeds()) {
    if (RECORDED.has(metric)) continue;
    const own = METRICS[metric]?.source === "kubernetes" ? labels : without(labels, SCRAPE_LABELS);
    all.set(metric, new Set([...(all.get(metric) ?? []), ...own]));
  }
  return Object.fromEntries([...all].map(([metric, labels]) => [metric, [...labels].sort()]));
}

function without(labels: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...labels].filter((label) => !others.has(label));
}

describe("the catalogue of metrics", () => {
  test("is what dashboards and rules read, label by label", () => {
    const listed = Object.entries(METRICS).map(([metric, { labels }]) => [metric, [...labels].sort()]);
    expect(read()).toEqual(Object.fromEntries(listed));
  });

  test("has nothing that a rule records", () => {
    expect(Object.keys(METRICS).filter((metric) => RECORDED.has(metric) || metric.includes(":"))).toEqual([]);
  });
});
