import { RecurError } from "../rule/error.ts";
import type { SaidRecurrence } from "../text/build.ts";
import { firstDue } from "./first.ts";
import { createMarks, type Marks } from "./marks.ts";
import { readMoments, type SaidMoment } from "./moments.ts";
import type { QuickAdd, QuickDue, QuickReminder } from "./quick-add.ts";
import { takeRecurrence } from "./recurrences.ts";
import { type SaidReminder, takeReminders } from "./reminders.ts";
import { takeSigned } from "./tokens.ts";

/** When and where a text is read. */
export interface QuickAddOptions {
  /** Wall time in `timeZone`, `2026-11-23T10:00:00`. */
  readonly now: string;
  /** IANA. */
  readonly timeZone: string;
}

/** Longest words that belong to a day, with a space on each side. */
const LONGEST_PREPOSITION = 14;
/** A reminder of something that is due on a whole day. */
const MORNING = "09:00";

/**
 * Reads a task from one line: `Pay rent every 1st at 9am #home @bills !high remind 1d before`. What can't be taken stays
 * in the title; what looks as if it meant more gets a notice. It never throws for what the text says.
 */
export function parseQuickAdd(text: string, options: QuickAddOptions): QuickAdd {
  const marks = createMarks(text);
  const signed = takeSigned(text, marks);
  const reminders = takeReminders(text, options.now, marks);
  const said = takeRecurrence(text, options.now, marks);
  const moment = takeMoment(text, options.now, marks, said);
  const due = dueOf(text, said, moment, options, marks);
  const reminding = remindersOf(reminders, { due, now: options.now, recurs: said !== undefined }, marks);
  const { tags, ...others } = signed;
  return {
    title: marks.title(),
    ...others,
    tags: [...new Set(tags)],
    ...(due ? { due } : {}),
    ...(said && due ? { recurrence: { rule: said.rule, mode: said.mode } } : {}),
    reminders: reminding,
    parts: marks.parts.toSorted((a, b) => a.start - b.start),
    notices: marks.notices.toSorted((a, b) => a.start - b.start),
  };
}

/** A date and a time may stand apart; of two dates, the first is meant. */
function takeMoment(
  text: string,
  now: string,
  marks: Marks,
  said: SaidRecurrence | undefined,
): Pick<SaidMoment, "date" | "time"> {
  const found: { date?: string; time?: string } = said?.time === undefined ? {} : { time: said.time };
  for (const stretch of marks.stretches()) {
    const { moments, doubtful } = readMoments(stretch.text, now);
    for (const { start, end, message } of doubtful)
      marks.notice(stretch.start + start, stretch.start + end, message);
    for (const moment of moments) {
      const start = stretch.start + moment.start;
      const end = stretch.start + moment.end;
      const isSecond = (moment.date && found.date) || (moment.time && found.time);
      if (isSecond) {
        marks.notice(start, end, `"${text.slice(start, end)}" is a second date or time; the first is taken`);
        continue;
      }
      Object.assign(
        found,
        moment.date ? { date: moment.date } : {},
        moment.time ? { time: moment.time } : {},
      );
      marks.take("due", withPreposition(text, start), end);
    }
  }
  return found;
}

/** "By friday", "due friday" and "on the 15th of january" are said of the day. */
function withPreposition(text: string, start: number): number {
  const before = text.slice(Math.max(0, start - LONGEST_PREPOSITION), start);
  const the = /\d/.test(text[start] ?? "") ? "(?:\\s+the)?" : "";
  const preposition = new RegExp(
    `(?<![^\\s(])(?:(?:by|due|due on|due at|on|at)${the}${the && "|the"})\\s+$`,
    "i",
  );
  return start - (preposition.exec(before)?.[0].length ?? 0);
}

function dueOf(
  text: string,
  said: SaidRecurrence | undefined,
  { date, time }: Pick<SaidMoment, "date" | "time">,
  options: QuickAddOptions,
  marks: Marks,
): QuickDue | undefined {
  const { now } = options;
  if (said) {
    const start = said.start ?? date;
    const whole = { ...said, ...(start ? { start } : {}), ...(time ? { time } : {}) };
    const refused = (message: string) => {
      marks.giveBack("recurrence", message);
      marks.giveBack("due", "it belongs to a recurrence that can't be taken");
      return undefined;
    };
    try {
      return firstDue(whole, options) ?? refused("the recurrence has ended before it begins");
    } catch (error) {
      if (!(error instanceof RecurError)) throw error;
      return refused(error.message);
    }
  }
  if (date && time) return past(text, { kind: "wall", local: `${date}T${time}:00` }, now, marks);
  if (date) return { kind: "date", date };
  if (!time) return undefined;
  const today = `${now.slice(0, 10)}T${time}:00`;
  if (today >= now) return { kind: "wall", local: today };
  marks.notice(0, text.length, `${time} has passed today: it is due tomorrow`);
  return { kind: "wall", local: `${dayAfter(now)}T${time}:00` };
}

function past(text: string, due: QuickDue & { kind: "wall" }, now: string, marks: Marks): QuickDue {
  if (due.local < now) marks.notice(0, text.length, `${due.local.replace("T", " ").slice(0, 16)} has passed`);
  return due;
}

function dayAfter(now: string): string {
  return new Date(Date.parse(`${now.slice(0, 10)}T00:00:00Z`) + 24 * 60 * 60 * 1000)
    .toISOString()
    .slice(0, 10);
}

interface Reminded {
  readonly due: QuickDue | undefined;
  readonly now: string;
  readonly recurs: boolean;
}

function remindersOf(
  said: readonly SaidReminder[],
  { due, now, recurs }: Reminded,
  marks: Marks,
): QuickReminder[] {
  if (!due && said.some((each) => "before" in each)) {
    marks.giveBack("reminder", "there is no date to remind before; say when it is due");
    return [];
  }
  return said.map((each): QuickReminder => {
    if ("before" in each) return each;
    const day =
      each.date ??
      (due ? (due.kind === "date" ? due.date : due.local.slice(0, 10)) : nextDay(each.time, now));
    const local = `${day}T${each.time ?? MORNING}:00`;
    // Of what comes back, each is reminded of so long before.
    const before = recurs && !each.date && due?.kind === "wall" ? minutesBetween(local, due.local) : 0;
    return before > 0 ? { before: minutesDuration(before) } : { local };
  });
}

/** A time that has passed today is tomorrow's. */
function nextDay(time: string | undefined, now: string): string {
  return time !== undefined && `${now.slice(0, 10)}T${time}:00` < now ? dayAfter(now) : now.slice(0, 10);
}

function minutesBetween(from: string, to: string): number {
  return (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60_000;
}

function minutesDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours > 0 ? `${hours}H` : ""}${rest > 0 ? `${rest}M` : ""}`;
}
