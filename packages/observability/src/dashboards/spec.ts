import type { Runbook } from "../runbooks.ts";

/** How Grafana writes values (grafana-data, valueFormats/categories.ts). */
export type Unit =
  | "bool_yes_no"
  | "bytes"
  | "d"
  | "cps"
  | "ms"
  | "none"
  | "ops"
  | "percentunit"
  | "reqps"
  | "s"
  | "short"
  | "wps";

/** Values from which a colour counts; the first without a value. */
export type Thresholds = readonly {
  readonly value: number | null;
  readonly color: "green" | "yellow" | "red";
}[];

interface PanelBase {
  readonly title: string;
  /** What it shows, and what good looks like. */
  readonly description: string;
  /** What to read when it doesn't look good. */
  readonly runbook: Runbook;
  /** Columns of the grid, of 24. */
  readonly width: number;
  /** Rows of the grid, each about 30 pixels. */
  readonly height: number;
}

/** Lines over time (`timeseries`), or each series' last value as a big number (`stat`). */
export interface SeriesPanel extends PanelBase {
  readonly kind: "timeseries" | "stat";
  readonly unit: Unit;
  /** PromQL by its legend, such as `{{app_id}}`. */
  readonly queries: Readonly<Record<string, string>>;
  readonly thresholds?: Thresholds;
  /** Top of the axis, where values have one. */
  readonly max?: number;
  readonly decimals?: number;
  /** Series are parts of a whole. */
  readonly stacked?: boolean;
}

/** Last values side by side, a row for each set of labels. */
export interface TablePanel extends PanelBase {
  readonly kind: "table";
  /** Labels that make a row: all that the expressions keep. */
  readonly rows: readonly string[];
  readonly columns: readonly {
    readonly title: string;
    readonly expr: string;
    readonly unit: Unit;
    readonly decimals?: number;
  }[];
  /** Title of the column that the largest stand first in. */
  readonly sortBy: string;
}

/** What a dashboard is made of. */
export type PanelSpec = SeriesPanel | TablePanel;

/** Panels under a heading. */
export interface RowSpec {
  readonly title: string;
  readonly panels: readonly PanelSpec[];
}

/** A variable that a person picks or types. */
export type VariableSpec =
  | {
      readonly kind: "labels";
      readonly name: string;
      readonly label: string;
      /** Values of this label … */
      readonly of: string;
      /** … on these series. */
      readonly series: string;
      /** What "All" stands for: `.*` also matches series that lack the label. */
      readonly all: ".*" | ".+";
    }
  | {
      readonly kind: "text";
      readonly name: string;
      readonly label: string;
      readonly description: string;
      readonly value: string;
    };

/** A dashboard before it is laid out. */
export interface DashboardSpec {
  /** Name of its file, and its `uid`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly variables: readonly VariableSpec[];
  readonly rows: readonly RowSpec[];
}
