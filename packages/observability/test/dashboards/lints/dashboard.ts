import { parsePromql } from "../../support/promql.ts";
import type { Lint } from "./lint.ts";

/** What each dashboard must have as a whole. */
export const DASHBOARD_LINTS: readonly Lint[] = [
  {
    name: "template-datasource-rule",
    check: ({ templating: { list = [] } }) => {
      const sources = list.filter(({ type }) => type === "datasource");
      const [source] = sources;
      if (sources.length !== 1 || !source) return [`has ${sources.length} data source variables, not 1`];
      return [
        ...wrong("its name", source.name, "datasource"),
        ...wrong("its label", source.label, "Data source"),
        ...wrong("its type", source.query, "prometheus"),
      ];
    },
  },
  {
    name: "template-label-promql-rule",
    check: ({ templating: { list = [] } }) =>
      list
        .filter(({ type }) => type === "query")
        .flatMap(({ name, definition = "", query }) => {
          const [, series = ""] = /^label_values\((.+), \w+\)$/.exec(definition) ?? [];
          const asked = typeof query === "object" ? query.query : query;
          return [...promql(`variable ${name}`, series), ...wrong(`query of ${name}`, asked, definition)];
        }),
  },
  {
    name: "template-on-time-change-reload-rule",
    check: ({ templating: { list = [] } }) =>
      list
        .filter(({ type }) => type === "query")
        .flatMap(({ name, refresh }) => wrong(`refresh of ${name}`, refresh, 2)),
  },
  {
    name: "variable-all",
    check: ({ templating: { list = [] } }) =>
      list
        .filter(({ type }) => type === "query")
        .flatMap(({ name, multi, includeAll, allValue, current }) => [
          ...wrong(`multi of ${name}`, multi, true),
          ...wrong(`includeAll of ${name}`, includeAll, true),
          // A label that laptops lack must not hide everything there.
          ...wrong(`allValue of ${name}`, allValue, name === "namespace" ? ".*" : ".+"),
          ...wrong(`choice of ${name}`, current?.value, ["$__all"]),
        ]),
  },
  {
    name: "template-datasource-use",
    check: ({ templating: { list = [] }, annotations }) =>
      [...list.filter(({ type }) => type === "query"), ...(annotations.list ?? [])].flatMap(
        ({ name, datasource }) => wrong(`data source of ${name ?? "?"}`, datasource?.uid, "$datasource"),
      ),
  },
  {
    name: "annotation-promql",
    check: ({ annotations }) =>
      (annotations.list ?? []).flatMap(({ name, expr = "" }) => promql(`annotation ${name ?? "?"}`, expr)),
  },
  {
    name: "uneditable-dashboard",
    check: ({ editable }) => wrong("editable", editable, false),
  },
  {
    name: "dashboard-settings",
    check: ({ uid = "", tags, timezone, refresh, schemaVersion, description = "", links = [] }) => [
      ...(/^[a-z][a-z-]{0,39}$/.test(uid) ? [] : [`uid ${uid} is no name that fits in 40 characters`]),
      ...wrong("tags", tags, ["punctual"]),
      ...wrong("timezone", timezone, "browser"),
      ...wrong("refresh", refresh, "30s"),
      // Grafana's own that the SDK is made for; a newer Grafana takes it and brings it up to date.
      ...wrong("schemaVersion", schemaVersion, 42),
      ...(description === "" ? ["no description"] : []),
      ...wrong(
        "links to the other dashboards",
        links.map(({ tags }) => tags),
        [["punctual"]],
      ),
    ],
  },
];

/** A complaint when a value isn't what it must be. */
function wrong(what: string, is: unknown, must: unknown): string[] {
  const [a, b] = [JSON.stringify(is), JSON.stringify(must)];
  return a === b ? [] : [`${what} is ${a}, not ${b}`];
}

function promql(what: string, expr: string): string[] {
  try {
    parsePromql(expr);
    return [];
  } catch (error) {
    return [`${what}: ${String(error)}`];
  }
}
