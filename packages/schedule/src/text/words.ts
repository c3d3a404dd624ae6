import type { Weekday } from "../rule/rule.ts";

// English names, for the grammar, for descriptions and for quick-add. The order of words is the grammar's.

/** Names of the weekdays, as descriptions say them. */
export const WEEKDAY_NAMES: Readonly<Record<Weekday, string>> = {
  MO: "Monday",
  TU: "Tuesday",
  WE: "Wednesday",
  TH: "Thursday",
  FR: "Friday",
  SA: "Saturday",
  SU: "Sunday",
};

/** Names of the months, January first, as descriptions say them. */
export const MONTH_NAMES = [
  ...["January", "February", "March", "April", "May", "June", "July", "August", "September"],
  ...["October", "November", "December"],
] as const;

const SHORT_WEEKDAYS: readonly (readonly [Weekday, readonly string[]])[] = [
  ["MO", ["mon"]],
  ["TU", ["tue", "tues"]],
  ["WE", ["wed", "weds"]],
  ["TH", ["thu", "thur", "thurs"]],
  ["FR", ["fri"]],
  ["SA", ["sat"]],
  ["SU", ["sun"]],
];

/** Weekdays by each of their words in lower case: `mon`, `monday`, `mondays`. */
export const WEEKDAY_WORDS: ReadonlyMap<string, Weekday> = new Map(
  SHORT_WEEKDAYS.flatMap(([weekday, short]) => {
    const name = WEEKDAY_NAMES[weekday].toLowerCase();
    return [...short, name, `${name}s`].map((word) => [word, weekday] as const);
  }),
);

/** Months, from 1, by each of their words in lower case: `sep`, `sept`, `september`. */
export const MONTH_WORDS: ReadonlyMap<string, number> = new Map([
  ...MONTH_NAMES.flatMap((name, index) =>
    [name.toLowerCase(), name.slice(0, 3).toLowerCase()].map((word) => [word, index + 1] as const),
  ),
  ["sept", 9],
]);

/** Whole numbers by their words. */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  [
    ...["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    ...["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"],
    ...["nineteen", "twenty"],
  ].map((word, index) => [word, index + 1]),
);

/** Ordinals by their words. */
export const ORDINAL_WORDS: ReadonlyMap<string, number> = new Map(
  [
    ...["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
    ...["eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"],
  ].map((word, index) => [word, index + 1]),
);

/** A part of the day. */
export interface DayPart {
  /** The hour that it stands for where none is said. */
  readonly hour: number;
  /** Hours from 1 to 11 that are of the afternoon where only the part says so: "every evening at 8". */
  readonly later: readonly [from: number, to: number] | null;
}

/** Parts of the day by their words. The hours are those of Todoist. */
export const DAY_PARTS: ReadonlyMap<string, DayPart> = new Map([
  ["morning", { hour: 9, later: null }],
  ["afternoon", { hour: 12, later: [1, 11] }],
  ["evening", { hour: 19, later: [1, 11] }],
  // One in the night is 1:00.
  ["night", { hour: 22, later: [6, 11] }],
]);
