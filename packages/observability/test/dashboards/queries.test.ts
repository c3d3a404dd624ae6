import { describe, expect, test } from "vitest";
import { DASHBOARDS } from "../../src/dashboards/all.ts";
import { timeseries } from "../../src/dashboards/panels.ts";
import { queriesOf } from "../../src/dashboards/queries.ts";
import { dashboard } from "../../src/dashboards/render.ts";
import { APP_ID } from "../../src/dashboards/variables.ts";
import { jsonOf } from "./lints/json.ts";

const SMALL = dashboard({
  name: "small",
  title: "Small",
  description: "",
  variables: [APP_ID],
  rows: [
    {
      title: "Row",
      panels: [
        timeseries({
          title: "Panel",
          description: "",
          runbook: "kafka",
          unit: "short",
          queries: { "{{a}}": "sum by (a) (b)", c: "max(d)" },
        }),
      ],
    },
  ],
});

describe("queries of a dashboard", () => {
  test("are those of its variables, annotations and panels", () => {
    expect(queriesOf(SMALL)).toEqual([
      {
        panel: "variable app_id",
        expr: 'group by (app_id) (punctual_sidecar_up{namespace=~"$namespace"})',
        legend: "",
      },
      {
        panel: "annotation Starts",
        expr: '1000 * process_start_time_seconds{namespace=~"$namespace",app_id=~"$app_id"}',
        legend: "{{app_id}} started",
      },
      { panel: "Panel", expr: "sum by (a) (b)", legend: "{{a}}" },
      { panel: "Panel", expr: "max(d)", legend: "c" },
    ]);
  });

  test.each(DASHBOARDS.map((source) => [source.name, source] as const))(
    "none of %s is left out",
    (_, source) => {
      const exprs = JSON.stringify(jsonOf(source)).match(/"expr":/g) ?? [];
      expect(queriesOf(source).filter(({ panel }) => !panel.startsWith("variable "))).toHaveLength(
        exprs.length,
      );
    },
  );
});
