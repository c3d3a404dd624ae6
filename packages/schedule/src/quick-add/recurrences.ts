import type { SaidRecurrence } from "../text/build.ts";
import { TextError } from "../text/error.ts";
import { beginsWith } from "../text/from-text.ts";
import type { Marks } from "./marks.ts";

/** Words that a recurrence can begin with, so that not every word is tried. */
const BEGINS =
  /(?<![^\s(])(?:every|each|ev|the|on|first|second|third|fourth|fifth|last|\d+(?:st|nd|rd|th)?|daily|bi-?weekly|fortnightly|once|weekly|monthly|quarterly|yearly|annually|weekdays|workdays|weekends|(?:mon|tues|wednes|thurs|fri|satur|sun)days|day)(?![\p{L}\p{N}])/giu;
const LED = /^(?:every|each|ev)\b/i;

/** Takes the recurrence that a text says, the first if it says several. @param now wall time */
export function takeRecurrence(text: string, now: string, marks: Marks): SaidRecurrence | undefined {
  let found: SaidRecurrence | undefined;
  for (const match of text.matchAll(BEGINS)) {
    const start = match.index;
    if (!marks.isFree(start, start + match[0].length)) continue;
    const stretch = stretchFrom(text, start, marks);
    const led = LED.test(stretch);
    const here = tryHere(stretch, now, start, led, marks);
    if (!here) continue;
    if (led && goesOn(stretch.slice(here.end), here.bare && start > 0)) {
      noticeUnread(stretch, start, marks);
      continue;
    }
    // "Weekly report" is a title; "report weekly" says how often.
    if (!led && stretch.slice(here.end).trim() !== "") continue;
    if (found) {
      marks.notice(
        start,
        start + here.end,
        `"${stretch.slice(0, here.end)}" is a second recurrence; the first is taken`,
      );
      // Nor is any word of it a date.
      marks.keep(start, start + here.end);
      continue;
    }
    found = here.said;
    marks.take("recurrence", start, start + here.end);
  }
  return found;
}

/** "Every 2nd apple", "each day of the trip": the words are about something else. */
function goesOn(rest: string, bare: boolean): boolean {
  return /^\s+of(?![\p{L}\p{N}])/iu.test(rest) || (bare && /^\s*\p{L}/u.test(rest));
}

function noticeUnread(stretch: string, start: number, marks: Marks): void {
  const [, words] = /^((?:every|each)!? \S+)/i.exec(stretch) ?? [];
  if (!words) return;
  marks.notice(
    start,
    start + words.length,
    `"${words}" is no recurrence that can be read; it stays in the title`,
  );
}

function tryHere(stretch: string, now: string, start: number, led: boolean, marks: Marks) {
  try {
    const here = beginsWith(stretch, now);
    if (!here && led) noticeUnread(stretch, start, marks);
    return here;
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    if (led) marks.notice(start, start + stretch.length, error.message);
    return undefined;
  }
}

function stretchFrom(text: string, from: number, marks: Marks): string {
  let end = from;
  while (end < text.length && marks.isFree(end, end + 1)) end += 1;
  return text.slice(from, end);
}
