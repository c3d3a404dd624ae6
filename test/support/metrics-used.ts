import { DASHBOARDS } from "@punctual/observability/dashboards/all";
import { queriesOf } from "@punctual/observability/dashboards/queries";
import { RULE_GROUPS } from "@punctual/observability/rules/groups";
import {
  labelsShown,
  type MetricUse,
  metricsUsed,
} from "../../packages/observability/test/support/promql.ts";

/** A metric that something of ours shows or judges, and the labels that it must have for that. */
export interface MetricNeed extends MetricUse {
  /** Who needs it: `alert …`, `record …`, or a dashboard and its panel. */
  readonly where: string;
}

/** Labels of a time series; its metric is `__name__`. */
export type Series = Readonly<Record<string, string>>;

/** Every metric of every dashboard and rule. */
export function metricNeeds(): readonly MetricNeed[] {
  return [...dashboardNeeds(), ...ruleNeeds()];
}

function dashboardNeeds(): MetricNeed[] {
  return DASHBOARDS.flatMap((source) =>
    queriesOf(source).flatMap(({ panel, expr, legend }) =>
      needs(`${source.name}, ${panel}`, expr, labelsShown(legend)),
    ),
  );
}

function ruleNeeds(): MetricNeed[] {
  return RULE_GROUPS.flatMap(({ rules }) => rules).flatMap((rule) => {
    if ("record" in rule) return needs(`record ${rule.record}`, rule.expr, []);
    const texts = `${rule.summary} ${rule.description}`;
    const shown = [...texts.matchAll(/\$labels\.(\w+)/g)].map(([, label = ""]) => label);
    return needs(`alert ${rule.alert}`, rule.expr, shown);
  });
}

function needs(where: string, expr: string, shown: readonly string[]): MetricNeed[] {
  return metricsUsed(expr, shown).map((use) => ({ ...use, where }));
}

/**
 * What is needed and isn't there, a line each: a need is met by one series that has the metric's name and all labels.
 *
 * @param added labels that are not looked for, as they are added where the series aren't taken from
 */
export function unmetNeeds(
  needed: readonly MetricNeed[],
  series: readonly Series[],
  added: ReadonlySet<string> = new Set(),
): readonly string[] {
  const byMetric = Map.groupBy(series, ({ __name__ = "" }) => __name__);
  const lines = needed.flatMap(({ where, metric, labels }) => {
    const wanted = [...labels].filter((label) => !added.has(label));
    const there = byMetric.get(metric);
    if (!there) return [`${metric}: no such metric (${where})`];
    if (there.some((one) => wanted.every((label) => one[label] !== undefined))) return [];
    const all = new Set(there.flatMap((one) => Object.keys(one)));
    return [`${metric}: no series has ${wanted.join(", ")}; there are ${[...all].join(", ")} (${where})`];
  });
  return [...new Set(lines)];
}
