import { METRICS } from "../../../src/metrics.ts";
import { labelsShown, metricOf, parsePromql } from "../../support/promql.ts";
import { eachExpr, eachPanel, type Lint, nodesOf, parsed, targetsOf, textOf } from "./lint.ts";
import { survivors } from "./survivors.ts";

/** Stands for `$__rate_interval`, to tell it from a fixed time. */
const RATE_INTERVAL = "1234s";
const COUNTER = /_(total|count|bucket|sum)$/;
const OVER_TIME = new Set(["rate", "irate", "increase", "changes", "resets"]);

/** By which variables series must be narrowed, by where they come from; those of a whole cluster by none. */
const NARROWED: Readonly<Record<string, readonly string[]>> = {
  service: ["namespace", "app_id"],
  sidecar: ["namespace", "app_id"],
  kafka: ["namespace"],
};

/** What each expression must be. */
export const TARGET_LINTS: readonly Lint[] = [
  {
    name: "target-promql-rule",
    check: eachPanel((panel) =>
      targetsOf(panel).flatMap(({ expr = "" }) => {
        try {
          parsePromql(expr);
          return [];
        } catch (error) {
          return [`${String(error)}: ${expr}`];
        }
      }),
    ),
  },
  {
    name: "target-rate-interval-rule",
    check: eachExpr((_, expr) =>
      nodesOf(parsePromql(expr.replaceAll("$__rate_interval", RATE_INTERVAL)), "MatrixSelector")
        .map(textOf)
        .filter((selector) => !selector.endsWith(`[${RATE_INTERVAL}]`))
        .map((selector) => `${selector} isn't over $__rate_interval`),
    ),
  },
  {
    name: "target-counter-agg-rule",
    check: eachExpr((syntax) =>
      nodesOf(syntax, "VectorSelector").flatMap((selector) => {
        const metric = metricOf(selector);
        if (!COUNTER.test(metric)) return [];
        const call = selector.node.parent?.name === "MatrixSelector" && selector.node.parent.parent?.parent;
        const name = call ? call.getChild("FunctionIdentifier") : null;
        const known = name && OVER_TIME.has(textOf({ node: name, text: syntax.text }));
        return known ? [] : [`counter ${metric} isn't within rate or increase`];
      }),
    ),
  },
  {
    name: "target-quantile-le",
    check: eachExpr((syntax) =>
      nodesOf(syntax, "FunctionCall")
        .map(textOf)
        .filter((call) => call.startsWith("histogram_quantile("))
        .filter((call) => !/^histogram_quantile\([\d.]+, sum by \(le\b/.test(call))
        .map((call) => `${call} isn't over a sum by le`),
    ),
  },
  {
    name: "target-narrowed",
    check: eachExpr((_, expr) => {
      const selectors = nodesOf(parsePromql(keepVariables(expr)), "VectorSelector");
      return selectors.flatMap((selector) => {
        const metric = metricOf(selector);
        return (NARROWED[METRICS[metric]?.source ?? ""] ?? [])
          .filter((label) => !textOf(selector).includes(`${label}=~"<${label}>"`))
          .map((label) => `${metric} isn't narrowed by $${label}`);
      });
    }),
  },
  {
    name: "target-legend",
    check: eachPanel((panel) =>
      panel.type === "table"
        ? []
        : targetsOf(panel).flatMap(({ expr = "", legendFormat = "" }) =>
            parsed(expr) ? legendFaults(expr, legendFormat) : [],
          ),
    ),
  },
  {
    name: "target-ref-id-unique",
    check: eachPanel((panel) => {
      const ids = targetsOf(panel).map(({ refId }) => refId);
      return new Set(ids).size === ids.length ? [] : [`queries ${ids.join(", ")}`];
    }),
  },
];

/** Leaves variables recognisable in what is parsed. */
function keepVariables(expr: string): string {
  return expr.replaceAll(/\$(namespace|app_id)\b/g, "<$1>");
}

/** A legend shows labels that the series have, and all by which they were grouped: else two look alike. */
function legendFaults(expr: string, legend: string): string[] {
  if (legend === "") return ["a query has no legend"];
  const shown = labelsShown(legend);
  const left = survivors(parsePromql(expr), shown);
  const grouped = /^(?:max|min|sum|count|avg) by \(([\w, ]+)\) \(/.exec(expr)?.[1]?.split(/, ?/) ?? [];
  return [
    ...grouped
      .filter((label) => !shown.includes(label))
      .map((label) => `${legend} doesn't tell apart by ${label}`),
    ...shown.filter((label) => !left.includes(label)).map((label) => `no ${label} is left in ${expr}`),
  ];
}
