import type { Dashboard, Panel, VariableModel } from "@grafana/grafana-foundation-sdk/dashboard";
import { expect, test } from "vitest";
import { PUNCTUAL } from "../../src/dashboards/punctual/punctual.ts";
import { LINTS } from "./lints/all.ts";
import { jsonOf } from "./lints/json.ts";
import { isRow, panelsOf, type Target } from "./lints/lint.ts";

type Fault = readonly [lint: string, what: string, spoil: (dashboard: Dashboard) => void];

const FAULTS: readonly Fault[] = [
  ["template-datasource-rule", "a fixed data source", (d) => variables(d).shift()],
  [
    "template-datasource-rule",
    "another kind",
    (d) => Object.assign(variable(d, "datasource"), { query: "loki" }),
  ],
  ["template-label-promql-rule", "no PromQL", (d) => ask(variable(d, "app_id"), "label_values(a{, b)")],
  ["template-label-promql-rule", "two truths", (d) => Object.assign(variable(d, "app_id"), { query: "up" })],
  [
    "template-on-time-change-reload-rule",
    "read once",
    (d) => Object.assign(variable(d, "app_id"), { refresh: 1 }),
  ],
  ["variable-all", "hides laptops", (d) => Object.assign(variable(d, "namespace"), { allValue: ".+" })],
  ["variable-all", "one only", (d) => Object.assign(variable(d, "app_id"), { multi: false })],
  ["template-datasource-use", "default", (d) => Object.assign(variable(d, "app_id"), { datasource: {} })],
  [
    "template-datasource-use",
    "of an annotation",
    (d) => Object.assign(annotation(d), { datasource: { uid: "x" } }),
  ],
  ["annotation-promql", "no PromQL", (d) => Object.assign(annotation(d), { expr: "sum(" })],
  ["uneditable-dashboard", "editable", (d) => Object.assign(d, { editable: true })],
  ["dashboard-settings", "a fixed time zone", (d) => Object.assign(d, { timezone: "utc" })],
  ["dashboard-settings", "a long name", (d) => Object.assign(d, { uid: "x".repeat(41) })],
  ["dashboard-settings", "no way to the others", (d) => Object.assign(d, { links: [] })],
  ["panel-datasource-rule", "fixed", (d) => Object.assign(panel(d), { datasource: { uid: "abc" } })],
  ["panel-datasource-rule", "of a query", (d) => Object.assign(target(d), { datasource: { uid: "abc" } })],
  ["panel-title-description-rule", "no title", (d) => Object.assign(panel(d), { title: "" })],
  [
    "panel-title-description-rule",
    "nothing good",
    (d) => Object.assign(panel(d), { description: "Requests." }),
  ],
  [
    "panel-units-rule",
    "no such unit",
    (d) => Object.assign(panel(d).fieldConfig?.defaults ?? {}, { unit: "bananas" }),
  ],
  ["panel-units-rule", "a column without", (d) => table(d).fieldConfig?.overrides.pop()],
  ["panel-no-targets-rule", "no query", (d) => Object.assign(panel(d), { targets: [] })],
  ["panel-type", "unknown", (d) => Object.assign(panel(d), { type: "graph" })],
  ["panel-runbook", "none", (d) => Object.assign(panel(d), { links: [] })],
  ["panel-runbook", "two", (d) => panel(d).links?.push(...(panel(d).links ?? []))],
  [
    "panel-runbook",
    "no such page",
    (d) => Object.assign(panel(d).links?.[0] ?? {}, { url: "https://x/y.md" }),
  ],
  ["panel-title-unique", "two alike", (d) => Object.assign(panel(d), { title: panelsOf(d)[1]?.title })],
  ["panel-id-unique", "two alike", (d) => Object.assign(panel(d), { id: panelsOf(d)[1]?.id })],
  ["panel-id-unique", "none", (d) => Object.assign(panel(d), { id: 0 })],
  ["panel-grid", "one on the other", (d) => Object.assign(panel(d), { gridPos: panelsOf(d)[1]?.gridPos })],
  ["panel-grid", "too wide", (d) => Object.assign(panel(d).gridPos ?? {}, { w: 25 })],
  ["row-heading", "no heading", (d) => d.panels?.shift()],
  ["row-heading", "nothing below", (d) => Object.assign(d, { panels: d.panels?.filter(isRow) })],
  ["target-promql-rule", "no PromQL", (d) => Object.assign(target(d), { expr: "sum by (" })],
  ["target-promql-rule", "empty", (d) => Object.assign(target(d), { expr: "" })],
  ["target-rate-interval-rule", "fixed", (d) => Object.assign(target(d), { expr: "sum(rate(a_total[5m]))" })],
  ["target-counter-agg-rule", "raw", (d) => Object.assign(target(d), { expr: "sum(a_total)" })],
  [
    "target-counter-agg-rule",
    "its level",
    (d) => Object.assign(target(d), { expr: "max_over_time(a_total[$__rate_interval])" }),
  ],
  [
    "target-quantile-le",
    "of a sum without le",
    (d) =>
      Object.assign(target(d), { expr: "histogram_quantile(0.9, sum(rate(a_bucket[$__rate_interval])))" }),
  ],
  [
    "target-narrowed",
    "of all namespaces",
    (d) => Object.assign(target(d), { expr: "max(punctual_outbox_depth)" }),
  ],
  [
    "target-narrowed",
    "one value only",
    (d) => Object.assign(target(d), { expr: 'max(kafka_brokers{namespace="$namespace"})' }),
  ],
  ["target-legend", "none", (d) => Object.assign(target(d), { legendFormat: "" })],
  ["target-legend", "two series look alike", (d) => Object.assign(target(d), { expr: "max by (topic) (a)" })],
  [
    "target-legend",
    "a label that is matched and summed away",
    (d) => Object.assign(target(d), { expr: 'sum(b{a="1"})', legendFormat: "{{a}}" }),
  ],
  [
    "target-legend",
    "a label that is gone",
    (d) => Object.assign(target(d), { expr: "sum by (a) (b)", legendFormat: "{{a}} {{c}}" }),
  ],
  ["target-ref-id-unique", "two alike", (d) => panel(d).targets?.push(...(panel(d).targets ?? []))],
];

test.each(FAULTS)("%s: %s", (lint, _, spoil) => {
  const spoilt = jsonOf(PUNCTUAL);
  spoil(spoilt);
  const complaining = LINTS.filter(({ check }) => check(spoilt).length > 0).map(({ name }) => name);
  expect(complaining).toContain(lint);
});

test("every lint can complain", () => {
  expect(LINTS.map(({ name }) => name).filter((name) => !FAULTS.some(([lint]) => lint === name))).toEqual([]);
});

function variables(dashboard: Dashboard): VariableModel[] {
  return dashboard.templating.list ?? [];
}

function variable(dashboard: Dashboard, name: string): VariableModel {
  return some(variables(dashboard).find((each) => each.name === name));
}

function ask(of: VariableModel, query: string): void {
  Object.assign(of, { query: { query, refId: of.name }, definition: query });
}

function annotation(dashboard: Dashboard) {
  return some(dashboard.annotations.list?.[0]);
}

function panel(dashboard: Dashboard): Panel {
  return some(panelsOf(dashboard)[0]);
}

function table(dashboard: Dashboard): Panel {
  return some(panelsOf(dashboard).find(({ type }) => type === "table"));
}

function target(dashboard: Dashboard): Target {
  return some(panel(dashboard).targets?.[0]) as Target;
}

function some<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError("the dashboard under test has no such part");
  return value;
}
