import * as sdk from "@grafana/grafana-foundation-sdk/dashboard";
import type { DashboardSource } from "./dashboard.ts";
import { flow } from "./layout.ts";
import { DATASOURCE, renderPanel } from "./render-panel.ts";
import type { DashboardSpec, VariableSpec } from "./spec.ts";

/** Tag that every dashboard of ours has: by it they find one another. */
const TAG = "punctual";

/** Makes a dashboard of its description. The same description gives the same JSON. */
export function dashboard(spec: DashboardSpec): DashboardSource {
  return { name: spec.name, build: (runbooks) => render(spec, runbooks) };
}

function render(spec: DashboardSpec, runbooks: string): sdk.Dashboard {
  const builder = new sdk.DashboardBuilder(spec.title)
    .uid(spec.name)
    .description(spec.description)
    .tags([TAG])
    .timezone("browser")
    .readonly()
    .time({ from: "now-3h", to: "now" })
    .refresh("30s")
    .tooltip(sdk.DashboardCursorSync.Crosshair)
    .link({ build: others })
    .withVariable(datasource());
  for (const variable of spec.variables) builder.withVariable(renderVariable(variable));
  if (spec.variables.some(({ name }) => name === "app_id")) builder.annotation(starts());

  let [id, y] = [0, 0];
  for (const { title, panels } of spec.rows) {
    id += 1;
    builder.withRow(new sdk.RowBuilder(title).id(id).gridPos({ x: 0, y, w: 24, h: 1 }));
    const { places, bottom } = flow(panels, y + 1);
    for (const [index, panel] of panels.entries()) {
      const place = places[index];
      if (!place) throw new RangeError(`no place for panel ${panel.title}`);
      id += 1;
      builder.withPanel(renderPanel(panel, runbooks).id(id).gridPos(place));
    }
    y = bottom;
  }
  return builder.build();
}

/** The other dashboards, at the same time and with the same choices. */
function others(): sdk.DashboardLink {
  return {
    title: "Punctual",
    type: sdk.DashboardLinkType.Dashboards,
    icon: "external link",
    tooltip: "",
    tags: [TAG],
    asDropdown: true,
    targetBlank: false,
    includeVars: true,
    keepTime: true,
  };
}

function datasource(): sdk.DatasourceVariableBuilder {
  return new sdk.DatasourceVariableBuilder("datasource").label("Data source").type("prometheus");
}

function renderVariable(variable: VariableSpec) {
  if (variable.kind === "text") {
    const { name, label, description, value } = variable;
    return new sdk.TextBoxVariableBuilder(name)
      .label(label)
      .description(description)
      .defaultValue(value)
      .current({ text: value, value });
  }
  const query = `label_values(${variable.series}, ${variable.of})`;
  return new sdk.QueryVariableBuilder(variable.name)
    .label(variable.label)
    .datasource(DATASOURCE)
    .query({ query, refId: variable.name })
    .definition(query)
    .refresh(sdk.VariableRefresh.OnTimeRangeChanged)
    .sort(sdk.VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(variable.all)
    .current({ selected: true, text: ["All"], value: ["$__all"] });
}

/** Marks when a process of ours began: a deployment, or a restart. */
function starts(): sdk.AnnotationQueryBuilder {
  return new sdk.AnnotationQueryBuilder()
    .name("Starts")
    .datasource(DATASOURCE)
    .enable(true)
    .iconColor("blue")
    .expr('1000 * process_start_time_seconds{namespace=~"$namespace",app_id=~"$app_id"}')
    .useValueForTime(true)
    .step("60s")
    .titleFormat("{{app_id}} started")
    .tagKeys("app_id");
}
