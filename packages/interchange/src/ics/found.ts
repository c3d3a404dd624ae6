import type ICAL from "ical.js";
import type { InterchangeTaskDraft } from "../record.ts";
import type { ContentLine } from "./component.ts";
import type { Clock, Moment } from "./moments.ts";

/** What the properties of a VTODO say, before it is put together. */
export interface Found {
  readonly draft: Partial<InterchangeTaskDraft>;
  /** Paragraphs of the notes besides the description. */
  readonly paragraphs: string[];
  readonly exdates: string[];
  readonly rdates: string[];
  rrule: string | null;
  mode: string | null;
  start: Moment | null;
  /** As Punctual wrote it, where DTSTART can't say it. */
  startAt: string | null;
  due: Moment | null;
  /** Seconds. */
  duration: number | null;
  estimate: number | null;
  percent: number | null;
}

/** One property of a VTODO, while it is read. */
export interface Reading {
  readonly found: Found;
  readonly property: ICAL.Property;
  readonly line: ContentLine;
  readonly clock: Clock;
  /** Tells what is read otherwise than it stands. */
  warn(message: string): void;
  /** Counts what is left out, to be told once. */
  note(why: string): void;
}

/** Nothing yet. */
export function nothingFound(): Found {
  return {
    draft: {},
    paragraphs: [],
    exdates: [],
    rdates: [],
    rrule: null,
    mode: null,
    start: null,
    startAt: null,
    due: null,
    duration: null,
    estimate: null,
    percent: null,
  };
}
