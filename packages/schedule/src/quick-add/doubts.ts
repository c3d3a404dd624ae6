import { MONTH_WORDS } from "../text/words.ts";
import type { Doubtful } from "./moments.ts";

const MONTHS = [...MONTH_WORDS.keys()].sort((a, b) => b.length - a.length).join("|");
const DAY = "(?:[12]?\\d|3[01])(?:st|nd|rd|th)?";
/** Dates as they are written; chrono leaves out those that there are not. */
const DATE = new RegExp(
  `(?<![^\\s(,])(?:\\d{4}-\\d\\d-\\d\\d|${DAY} (?:of )?(?:${MONTHS})|(?:${MONTHS}) ${DAY})(?: \\d{4})?(?![^\\s),.;!?])`,
  "giu",
);
const DAY_ALONE = /(?<![^\s(])(?:on|by|due) the (?:[12]?\d|3[01])(?:st|nd|rd|th)(?=\s*(?:$|[),.;!?]))/giu;
const CLOCK = /(?<![^\s(])at \d{1,2}(?::\d\d|(?::\d\d)? ?[ap]m)(?![^\s),.;!?])/giu;
/** Two numbers alone are a date only if both have two digits: 24/7 and 1/2 are none. */
const NUMERIC = /(?<![^\s(])(?:\d{1,2}([/.])\d{1,2}\1\d{4}|\d\d\/\d\d(?:\/\d\d)?)(?![^\s),.;!?])/gu;

/** What reads like a date and is none that can be taken. @param isTaken whether a part was read as something else */
export function readDoubts(text: string, isTaken: (start: number, end: number) => boolean): Doubtful[] {
  const found: Doubtful[] = [];
  const look = (pattern: RegExp, why: (words: string) => string) => {
    for (const { index: start, 0: words } of text.matchAll(pattern)) {
      const end = start + words.length;
      if (!isTaken(start, end)) found.push({ start, end, message: why(words) });
    }
  };
  look(DATE, (words) => `there is no ${words} in the calendar, or not in the year to come; say the year`);
  look(DAY_ALONE, (words) => `${words} names no month; write one such as 15 dec`);
  look(CLOCK, (words) => `${words} is no time of a day; write one such as at 17:30`);
  look(NUMERIC, (words) => `${words} is another day in another country; write 2027-02-01 or 1 feb`);
  return found;
}
