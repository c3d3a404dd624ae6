import type { Panel } from "@grafana/grafana-foundation-sdk/dashboard";
import { RUNBOOKS } from "../../../src/runbooks.ts";
import { eachPanel, isRow, type Lint, panelsOf, targetsOf } from "./lint.ts";

/** Units of Grafana that we use (grafana-data, valueFormats/categories.ts). */
const UNITS = new Set([
  "bool_yes_no",
  "bytes",
  "cps",
  "d",
  "ms",
  "none",
  "ops",
  "percentunit",
  "reqps",
  "s",
  "short",
  "wps",
]);

/** What each panel must have. @param runbooks where its link must lead */
export function panelLints(runbooks: string): readonly Lint[] {
  const pages = new Set(RUNBOOKS.map((name) => `${runbooks}/${name}.md`));
  return [
    {
      name: "panel-datasource-rule",
      check: eachPanel((panel) =>
        [panel, ...targetsOf(panel)].flatMap(({ datasource }) =>
          datasource?.uid === "$datasource" ? [] : [`data source ${datasource?.uid} isn't the one picked`],
        ),
      ),
    },
    {
      name: "panel-title-description-rule",
      check: eachPanel(({ title = "", description = "" }) => [
        ...(title === "" ? ["no title"] : []),
        ...(description.includes("Good: ") ? [] : ["its description doesn't say what good looks like"]),
      ]),
    },
    { name: "panel-units-rule", check: eachPanel(unitFaults) },
    {
      name: "panel-no-targets-rule",
      check: eachPanel((panel) => (targetsOf(panel).length > 0 ? [] : ["asks nothing"])),
    },
    {
      name: "panel-type",
      check: eachPanel(({ type }) =>
        ["timeseries", "stat", "table"].includes(type) ? [] : [`type ${type} isn't linted`],
      ),
    },
    {
      name: "panel-runbook",
      check: eachPanel(({ links = [] }) => {
        const [link] = links;
        if (links.length !== 1 || !link) return [`has ${links.length} links, not 1`];
        return link.title === "Runbook" && pages.has(link.url ?? "") ? [] : [`leads to ${link.url}`];
      }),
    },
    {
      name: "panel-title-unique",
      check: (dashboard) => repeated(panelsOf(dashboard).map(({ title = "" }) => title)),
    },
    {
      name: "panel-id-unique",
      check: ({ panels = [] }) => [
        ...repeated(panels.map(({ id }) => String(id))),
        ...panels.filter(({ id = 0 }) => id < 1).map(({ title }) => `${title} has no id`),
      ],
    },
    {
      name: "panel-grid",
      check: ({ panels = [] }) => [
        ...panels.flatMap(({ title, gridPos }) => (inGrid(gridPos) ? [] : [`${title} is off the grid`])),
        ...panels.flatMap((one, index) =>
          panels
            .slice(index + 1)
            .flatMap((other) => (overlap(one, other) ? [`${one.title} lies on ${other.title}`] : [])),
        ),
      ],
    },
    {
      name: "row-heading",
      check: ({ panels = [] }) => [
        ...(panels[0] && isRow(panels[0]) ? [] : ["its first panels have no heading"]),
        ...panels.flatMap((panel, index) => {
          const next = panels[index + 1];
          return isRow(panel) && (!next || isRow(next)) ? [`nothing below ${panel.title}`] : [];
        }),
      ],
    },
  ];
}

function unitFaults({ type, fieldConfig, targets = [] }: Panel): string[] {
  const fault = (unit: unknown) => (UNITS.has(String(unit)) ? [] : [`unit ${String(unit)}`]);
  if (type !== "table") return fault(fieldConfig?.defaults.unit);
  const units = (fieldConfig?.overrides ?? []).flatMap(({ properties }) =>
    properties.filter(({ id }) => id === "unit").map(({ value }) => value),
  );
  return [
    ...units.flatMap(fault),
    ...(units.length === targets.length ? [] : [`${targets.length} columns have ${units.length} units`]),
  ];
}

type Box = Panel["gridPos"];

function inGrid(box: Box): boolean {
  return box !== undefined && box.x >= 0 && box.y >= 0 && box.w > 0 && box.h > 0 && box.x + box.w <= 24;
}

function overlap({ gridPos: a }: { gridPos?: Box }, { gridPos: b }: { gridPos?: Box }): boolean {
  if (!a || !b) return false;
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function repeated(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} is there twice`);
}
