/** How often a rule's period comes; what comes several times a day is said with BYHOUR, never with a frequency. */
export const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
/** FREQ of a rule (RFC 5545 section 3.3.10). */
export type Frequency = (typeof FREQUENCIES)[number];

/** Days of the week as RFC 5545 writes them, in the order of ISO 8601. */
export const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number];

/** One entry of BYDAY: a weekday, and the how manieth it is in its month or year; negative from the end. */
export interface ByDay {
  readonly weekday: Weekday;
  readonly nth?: number;
}

/**
 * UNTIL: the last moment that an occurrence may have. A plain date is that whole day in the series' zone, `local` a wall
 * time there, `instant` one in UTC.
 */
export type Until =
  | { readonly kind: "date" /** `2027-06-30` */; readonly date: string }
  | { readonly kind: "local" /** `2027-06-30T09:00:00` */; readonly local: string }
  | { readonly kind: "instant" /** `2027-06-30T07:00:00Z` */; readonly instant: string };

/** A recurrence rule (RECUR, RFC 5545 section 3.3.10), every part present; an empty array is a part that was not given. */
export interface Rule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count?: number;
  readonly until?: Until;
  readonly byMonth: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byMonthDay: readonly number[];
  readonly byDay: readonly ByDay[];
  readonly byHour: readonly number[];
  readonly byMinute: readonly number[];
  readonly bySecond: readonly number[];
  readonly bySetPos: readonly number[];
  /** WKST; `MO` where it was not given. */
  readonly weekStart: Weekday;
}
