import { readdirSync } from "node:fs";
import { METRICS } from "@punctual/observability/metrics";
import { RULE_GROUPS } from "@punctual/observability/rules/groups";
import { RUNBOOKS } from "@punctual/observability/runbooks";
import { expect, test } from "vitest";
import { metricsUsed } from "../../packages/observability/test/support/promql.ts";
import { blocksOf, RUNBOOKS_FOLDER } from "./support/runbook-blocks.ts";

const recorded = RULE_GROUPS.flatMap(({ rules }) =>
  rules.map((rule) => ("record" in rule ? rule.record : "")),
);

test("there is a page for each name, and no other", () => {
  const pages = readdirSync(RUNBOOKS_FOLDER).filter((file) => file !== "README.md");
  expect(pages.sort()).toEqual(RUNBOOKS.map((name) => `${name}.md`).sort());
});

test.each(RUNBOOKS)("what %s looks at is PromQL of metrics and labels that there are", (page) => {
  const uses = blocksOf(page, "promql")
    .flatMap((block) => block.split("\n"))
    .flatMap((expr) => metricsUsed(expr));
  expect(uses).not.toEqual([]);
  const wrong = uses.flatMap(({ metric, labels }) => {
    if (recorded.includes(metric)) return [];
    const known = METRICS[metric];
    if (!known) return [`there is no ${metric}`];
    return [...labels]
      .filter((label) => !known.labels.includes(label))
      .map((label) => `${metric} has no ${label}`);
  });
  expect(wrong).toEqual([]);
});
