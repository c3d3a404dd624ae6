import type { Start } from "@punctual/schedule/expand/floating";
import type { Occurrence, Series } from "@punctual/schedule/expand/series";
import { parseRule } from "@punctual/schedule/rule/parse";

/** What a series may have besides its rule and start. */
export interface Besides {
  readonly exdates?: readonly string[];
  readonly rdates?: readonly string[];
}

/** A series that begins on a date (`2026-11-23`). */
export function onDates(rule: string, date: string, besides: Besides = {}): Series {
  return seriesOf(rule, { kind: "date", date }, besides);
}

/** A series that begins at a wall time (`2026-11-23T09:00:00`). */
export function onWalls(rule: string, local: string, timeZone: string, besides: Besides = {}): Series {
  return seriesOf(rule, { kind: "wall", local, timeZone }, besides);
}

function seriesOf(rule: string, start: Start, { exdates = [], rdates = [] }: Besides): Series {
  return { rule: parseRule(rule), start, exdates, rdates };
}

/** The date or wall time of each occurrence. */
export function written(occurrences: readonly Occurrence[]): string[] {
  return occurrences.map((each) => (each.kind === "date" ? each.date : each.local));
}

/** The instants of occurrences at wall times. */
export function instants(occurrences: readonly Occurrence[]): string[] {
  return occurrences.flatMap((each) => (each.kind === "wall" ? [each.at] : []));
}
