import type { Marks } from "./marks.ts";
import { readMoments, type SaidMoment } from "./moments.ts";

/** A reminder as it is said: its moment is of the due day where it names none. */
export type SaidReminder = { readonly before: string } | Pick<SaidMoment, "date" | "time">;

const REMIND = /(?<![^\s(])remind(?:er)?(?: me)?(?=[\s:])[ :]*/giu;
const BEFORE =
  /^(\d{1,3}) ?(minutes?|mins?|m|hours?|hrs?|hr|h|days?|d|weeks?|wks?|w)(?: (?:before|earlier|ahead))?(?![\p{L}\p{N}])/iu;

/** Takes `remind 1d before`, `remind me at 8am` and the like out of a text. @param now wall time */
export function takeReminders(text: string, now: string, marks: Marks): SaidReminder[] {
  const found: SaidReminder[] = [];
  for (const match of text.matchAll(REMIND)) {
    const { index } = match;
    const from = index + match[0].length;
    if (!marks.isFree(index, from)) continue;
    const rest = freeFrom(text, from, marks);
    const before = BEFORE.exec(rest);
    if (before) {
      let taken = 0;
      for (const each of durationsOf(rest)) {
        found.push({ before: durationOf(Number(each[1]), each[2] ?? "m") });
        taken = each.index + each[0].length;
      }
      marks.take("reminder", index, from + taken);
      continue;
    }
    const [first] = readMoments(rest, now).moments;
    const joined = first && rest.slice(0, first.start).trim() === "";
    if (joined) {
      const { date, time } = first;
      found.push({ ...(date ? { date } : {}), ...(time ? { time } : {}) });
      marks.take("reminder", index, from + first.end);
    } else if (rest.trim() !== "" && /^remind(?:er)?(?: me)?[ :]*$/i.test(match[0]) && index > 0) {
      // At the beginning it is what there is to do: remind Bob of his turn.
      marks.notice(
        index,
        from,
        "no time to remind at can be read there; write remind 1d before, or remind at 8am",
      );
    }
  }
  return found;
}

/** "1h, 1d before": one behind the other, as long as nothing else is said. */
function* durationsOf(rest: string): Generator<RegExpExecArray> {
  for (let at = 0; ; ) {
    const said = BEFORE.exec(rest.slice(at));
    if (!said) return;
    said.index = at;
    yield said;
    at += said[0].length;
    const [joint] = /^(?:\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+)(?=\d)/i.exec(rest.slice(at)) ?? [];
    if (!joint) return;
    at += joint.length;
  }
}

function freeFrom(text: string, from: number, marks: Marks): string {
  let end = from;
  while (end < text.length && marks.isFree(end, end + 1)) end += 1;
  return text.slice(from, end);
}

function durationOf(count: number, unit: string): string {
  if (/^w/i.test(unit)) return `P${count}W`;
  if (/^d/i.test(unit)) return `P${count}D`;
  return /^h/i.test(unit) ? `PT${count}H` : `PT${count}M`;
}
