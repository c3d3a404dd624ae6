import type { Dashboard, Panel, RowPanel } from "@grafana/grafana-foundation-sdk/dashboard";
import { descendants, parsePromql, type Syntax } from "../../support/promql.ts";

/** Something that may be wrong with a dashboard. */
export interface Lint {
  /** As in grafana/dashboard-linter, where it has the same. */
  readonly name: string;
  /** What is wrong, a line each. */
  readonly check: (dashboard: Dashboard) => string[];
}

/** A target of Prometheus, as it stands in the JSON. */
export interface Target {
  readonly refId?: string;
  readonly expr?: string;
  readonly legendFormat?: string;
  readonly datasource?: { readonly uid?: string };
}

/** Panels that show something: not the headings. */
export function panelsOf({ panels = [] }: Dashboard): Panel[] {
  return panels.filter((panel): panel is Panel => !isRow(panel));
}

/** Whether it is a heading. */
export function isRow(panel: Panel | RowPanel): panel is RowPanel {
  return panel.type === "row";
}

/** What a panel asks. */
export function targetsOf({ targets = [] }: Panel): readonly Target[] {
  return targets as readonly Target[];
}

/** Each panel's complaints, with its title before them. */
export function eachPanel(check: (panel: Panel) => string[]): Lint["check"] {
  return (dashboard) =>
    panelsOf(dashboard).flatMap((panel) => check(panel).map((fault) => `${panel.title ?? "?"}: ${fault}`));
}

/** Each expression's complaints. What isn't PromQL at all is for `target-promql-rule` to say. */
export function eachExpr(check: (syntax: Syntax, expr: string) => string[]): Lint["check"] {
  return eachPanel((panel) =>
    targetsOf(panel).flatMap(({ expr = "" }) => {
      const syntax = parsed(expr);
      return syntax ? check(syntax, expr) : [];
    }),
  );
}

/** Nodes of a kind. */
export function nodesOf(syntax: Syntax, kind: string): Syntax[] {
  return [...descendants(syntax)].filter(({ node }) => node.name === kind);
}

/** The text of a node. */
export function textOf({ node, text }: Syntax): string {
  return text.slice(node.from, node.to);
}

/** The tree of an expression; undefined when it is no PromQL. */
export function parsed(expr: string): Syntax | undefined {
  try {
    return parsePromql(expr);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
