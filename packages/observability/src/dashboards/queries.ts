import type { DashboardSource } from "./dashboard.ts";

/** A PromQL expression of a dashboard. Grafana's variables stand in it: `$namespace`, `$__rate_interval`. */
export interface DashboardQuery {
  /** Title of its panel; `variable …` or `annotation …` for those that are none. */
  readonly panel: string;
  readonly expr: string;
  /** What is shown of each series' labels, such as `{{app_id}}`. */
  readonly legend: string;
}

/** Every expression that a dashboard sends to Prometheus. A variable's `label_values(series, label)` is `group by (label) (series)`. */
export function queriesOf({ build }: DashboardSource): DashboardQuery[] {
  // Where runbooks are read doesn't matter here.
  const { panels = [], templating, annotations } = build("");
  return [
    ...(templating.list ?? []).flatMap(({ name, type, definition }) =>
      type === "query"
        ? [{ panel: `variable ${name}`, expr: labelValues(definition ?? ""), legend: "" }]
        : [],
    ),
    ...(annotations.list ?? []).map(({ name, expr = "", titleFormat = "" }) => ({
      panel: `annotation ${name}`,
      expr,
      legend: titleFormat,
    })),
    ...panels.flatMap((panel) =>
      "targets" in panel
        ? (panel.targets ?? []).map((target) => ({ panel: panel.title ?? "", ...textsOf(target) }))
        : [],
    ),
  ];
}

function labelValues(query: string): string {
  const [, series, label] = /^label_values\((.+), (\w+)\)$/s.exec(query) ?? [];
  if (series === undefined || label === undefined)
    throw new SyntaxError(`not label_values(series, label): ${query}`);
  return `group by (${label}) (${series})`;
}

/** A target of a panel: its type in the SDK tells nothing of Prometheus. */
function textsOf(target: object): { expr: string; legend: string } {
  const text = (name: string) => {
    const value = (target as Record<string, unknown>)[name];
    return typeof value === "string" ? value : "";
  };
  return { expr: text("expr"), legend: text("legendFormat") };
}
