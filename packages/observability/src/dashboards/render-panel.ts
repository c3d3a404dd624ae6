import {
  BigValueColorMode,
  BigValueGraphMode,
  type DataSourceRef,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TableSortByFieldStateBuilder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import {
  type DashboardLink,
  DashboardLinkType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from "@grafana/grafana-foundation-sdk/dashboard";
import {
  DataqueryBuilder,
  PromQueryFormat,
  QueryEditorMode,
} from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { PanelBuilder as TimeseriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { type Runbook, runbookUrl } from "../runbooks.ts";
import type { PanelSpec, SeriesPanel, TablePanel, Thresholds } from "./spec.ts";

/** The Prometheus that is picked. */
export const DATASOURCE: DataSourceRef = { type: "prometheus", uid: "$datasource" };

type Builder = TimeseriesBuilder | StatBuilder | TableBuilder;

/** A panel of Grafana, not yet placed. @param runbooks where the runbooks are read */
export function renderPanel(spec: PanelSpec, runbooks: string): Builder {
  const builder =
    spec.kind === "table"
      ? renderTable(spec)
      : spec.kind === "stat"
        ? renderStat(spec)
        : renderTimeseries(spec);
  return builder
    .title(spec.title)
    .description(spec.description)
    .datasource(DATASOURCE)
    .links([{ build: () => runbookLink(runbooks, spec.runbook) }]);
}

function renderTimeseries(spec: SeriesPanel): TimeseriesBuilder {
  const builder = new TimeseriesBuilder()
    .unit(spec.unit)
    .min(0)
    .lineWidth(1)
    .fillOpacity(spec.stacked ? 40 : 8)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Bottom)
        .calcs(["lastNotNull", "max"]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (spec.max !== undefined) builder.max(spec.max);
  if (spec.decimals !== undefined) builder.decimals(spec.decimals);
  if (spec.stacked) builder.stacking(new StackingConfigBuilder().group("A").mode(StackingMode.Normal));
  if (spec.thresholds) {
    builder
      .thresholds(steps(spec.thresholds))
      .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  }
  return builder.targets(targets(spec));
}

function renderStat(spec: SeriesPanel): StatBuilder {
  const builder = new StatBuilder()
    .unit(spec.unit)
    .colorMode(spec.thresholds ? BigValueColorMode.Background : BigValueColorMode.None)
    .graphMode(BigValueGraphMode.Area)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).values(false));
  if (spec.decimals !== undefined) builder.decimals(spec.decimals);
  builder.thresholds(steps(spec.thresholds ?? [{ value: null, color: "green" }]));
  return builder.targets(targets(spec));
}

function renderTable({ columns, rows, sortBy }: TablePanel): TableBuilder {
  const builder = new TableBuilder()
    .targets(
      columns.map(({ expr }, index) =>
        query(expr, index).instant().format(PromQueryFormat.Table).legendFormat(""),
      ),
    )
    .withTransformation({ id: "merge", options: {} })
    .withTransformation({
      id: "organize",
      options: {
        excludeByName: { Time: true },
        indexByName: Object.fromEntries(
          [...rows, ...columns.map((_, index) => `Value #${refId(index)}`)].map((name, index) => [
            name,
            index,
          ]),
        ),
        renameByName: Object.fromEntries(
          columns.map(({ title }, index) => [`Value #${refId(index)}`, title]),
        ),
      },
    })
    .sortBy([new TableSortByFieldStateBuilder().displayName(sortBy).desc(true)])
    .filterable(true);
  for (const { title, unit, decimals } of columns) {
    builder.overrideByName(title, [
      { id: "unit", value: unit },
      ...(decimals === undefined ? [] : [{ id: "decimals", value: decimals }]),
    ]);
  }
  return builder;
}

function targets({ queries }: SeriesPanel): DataqueryBuilder[] {
  return Object.entries(queries).map(([legend, expr], index) =>
    query(expr, index).range().legendFormat(legend),
  );
}

function query(expr: string, index: number): DataqueryBuilder {
  return new DataqueryBuilder()
    .refId(refId(index))
    .datasource(DATASOURCE)
    .editorMode(QueryEditorMode.Code)
    .expr(expr);
}

/** A, B, … as Grafana numbers queries. */
function refId(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}

function steps(thresholds: Thresholds): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(thresholds.map((step) => ({ ...step })));
}

function runbookLink(runbooks: string, runbook: Runbook): DashboardLink {
  return {
    title: "Runbook",
    type: DashboardLinkType.Link,
    icon: "doc",
    tooltip: "",
    url: runbookUrl(runbooks, runbook),
    tags: [],
    asDropdown: false,
    targetBlank: true,
    includeVars: false,
    keepTime: false,
  };
}
