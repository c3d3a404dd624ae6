import type { ByDay, Frequency } from "../../rule/rule.ts";
import type { DayPart } from "../words.ts";

/** A time of day by the clock on the wall. */
export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
  /** Neither "am" nor "pm" was said. */
  readonly half?: "unsaid";
}

/** What the grammar reads of a recurrence itself. */
export interface RawCore {
  readonly frequency: Frequency;
  readonly interval?: number;
  /** The unit is two of the frequency's (a fortnight), or three (a quarter). */
  readonly times2?: boolean;
  readonly times3?: boolean;
  readonly byDay?: readonly ByDay[];
  readonly byMonthDay?: readonly number[];
  readonly byMonth?: readonly number[];
  readonly bySetPos?: readonly number[];
  readonly mode?: "completion";
  readonly times?: readonly ClockTime[];
  /** Hours that are of the afternoon, as "every evening" says. */
  readonly later?: DayPart["later"];
  /** Days of the month that only "every" was said before: "every 2nd". */
  readonly bare?: boolean;
}

/** Part of the text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What stands behind it. */
export type RawModifier = Span &
  (
    | { readonly kind: "completion" }
    | { readonly kind: "times"; readonly times: readonly ClockTime[] }
    | {
        readonly kind: "part";
        readonly times: readonly ClockTime[];
        readonly later?: DayPart["later"];
      }
    | { readonly kind: "start" | "until"; readonly text: string }
    | { readonly kind: "count"; readonly count: number }
    | { readonly kind: "span"; readonly count: number; readonly unit: "day" | "week" | "month" | "year" }
    | { readonly kind: "on"; readonly day: Partial<RawCore> }
  );

/** A recurrence as it was said. */
export interface RawRecurrence {
  readonly core: RawCore;
  readonly mods: readonly RawModifier[];
}
