import type { SeriesPanel, TablePanel, Thresholds } from "./spec.ts";

type Sized<P> = Omit<P, "kind" | "width" | "height"> & Partial<Pick<SeriesPanel, "width" | "height">>;

/** Lines over time; three stand side by side unless told otherwise. */
export function timeseries(panel: Sized<SeriesPanel>): SeriesPanel {
  return { kind: "timeseries", width: 8, height: 8, ...panel };
}

/** A big number, or one for each series; four stand side by side. */
export function stat(panel: Sized<SeriesPanel>): SeriesPanel {
  return { kind: "stat", width: 6, height: 4, ...panel };
}

/** A table across the page. */
export function table(panel: Sized<TablePanel>): TablePanel {
  return { kind: "table", width: 24, height: 9, ...panel };
}

/** Good while low. @param bad from where it is red @param warn from where it is yellow */
export function low(bad: number, warn?: number): Thresholds {
  return [
    { value: null, color: "green" },
    ...(warn === undefined ? [] : [{ value: warn, color: "yellow" } as const]),
    { value: bad, color: "red" },
  ];
}

/** Good while high. @param good from where it is green @param warn from where it is yellow, and red below */
export function high(good: number, warn?: number): Thresholds {
  return [
    { value: null, color: "red" },
    ...(warn === undefined ? [] : [{ value: warn, color: "yellow" } as const]),
    { value: good, color: "green" },
  ];
}
