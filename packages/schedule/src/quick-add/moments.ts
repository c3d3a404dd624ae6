import type { ParsedResult } from "chrono-node";
import { casual } from "chrono-node/en";
import { dayOf, isDay, reference, timeOf } from "../text/dates.ts";
import { DAY_PARTS } from "../text/words.ts";
import { readDoubts } from "./doubts.ts";
import { judge } from "./forms.ts";

/** A date, a time or both that a text says. */
export interface SaidMoment {
  readonly start: number;
  readonly end: number;
  /** `2026-11-27`; undefined where only a time is said. */
  readonly date?: string;
  /** `17:00`; undefined where only a day is said. */
  readonly time?: string;
}

/** What reads like a date, and why it isn't taken. */
export interface Doubtful {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** Reads all moments that a text says clearly, and what it might say. @param now wall time */
export function readMoments(
  text: string,
  now: string,
): { readonly moments: SaidMoment[]; readonly doubtful: Doubtful[] } {
  const moments: SaidMoment[] = [];
  const doubtful: Doubtful[] = [];
  const queue = resultsIn(text, 0, now);
  for (let found = queue.shift(); found; found = queue.shift()) {
    const { start, words, result } = found;
    const end = start + words.length;
    const judged = judge(words, text.slice(0, start), text.slice(end));
    if (judged === "none") queue.unshift(...withoutFirstWord(found, now));
    else if (judged !== "clear") doubtful.push({ start, end, message: judged.doubt });
    else if (result.end) {
      const message = `${words} has an end, which a task has not; write when it is due`;
      doubtful.push({ start, end, message });
    } else {
      const moment = momentOf(result, now);
      if (moment.date === undefined || isDay(moment.date)) moments.push({ start, end, ...moment });
      else doubtful.push({ start, end, message: `${words} is no day that a calendar here has` });
    }
  }
  const read = [...moments, ...doubtful];
  const isRead = (start: number, end: number) => read.some((each) => each.start < end && start < each.end);
  return { moments, doubtful: [...doubtful, ...readDoubts(text, isRead)] };
}

/** What chrono found, and where in the whole text it stands. */
interface Found {
  readonly start: number;
  readonly words: string;
  readonly result: ParsedResult;
}

function resultsIn(text: string, offset: number, now: string): Found[] {
  const results = casual.parse(text, reference(now));
  return results.map((result) => {
    // Chrono takes parentheses around a weekday with it.
    const [, open = "", words = ""] = /^([(（\s]*)(.*?)[)）\s]*$/s.exec(result.text) ?? [];
    return { start: offset + result.index + open.length, words, result };
  });
}

/** Chrono joins what stands together: of "version 2.50 tomorrow" it takes "50 tomorrow". */
function withoutFirstWord({ start, words }: Found, now: string): Found[] {
  const [first = ""] = /^\S+\s+/.exec(words) ?? [];
  return first === "" ? [] : resultsIn(words.slice(first.length), start + first.length, now);
}

function momentOf({ start, text }: ParsedResult, now: string): Pick<SaidMoment, "date" | "time"> {
  const dated = ["day", "weekday", "month"].some((part) => start.isCertain(part as "day"));
  const part = DAY_PARTS.get(
    /(?:to)?(morning|afternoon|evening|night)$/i.exec(text)?.[1]?.toLowerCase() ?? "",
  );
  if (start.isCertain("hour")) {
    const time = timeOf(start);
    return dated ? { date: dayOf(start, now), time } : { time };
  }
  const time = part && `${String(part.hour).padStart(2, "0")}:00`;
  return { date: dayOf(start, now, time), ...(time ? { time } : {}) };
}
