import { Temporal } from "temporal-polyfill";
import { checkTogether } from "../rule/check.ts";
import { RecurError } from "../rule/error.ts";
import { checkPossible } from "../rule/possible.ts";
import type { Rule } from "../rule/rule.ts";
import { readDate } from "./dates.ts";
import { TextError } from "./error.ts";
import type { ClockTime, RawCore, RawModifier, RawRecurrence, Span } from "./grammar/raw.ts";

/** The last year that a rule can name. */
const LAST_YEAR = 9999;

/** A recurrence that words say. */
export interface SaidRecurrence {
  readonly rule: Rule;
  /** From the schedule, or counted from when it was completed. */
  readonly mode: "schedule" | "completion";
  /** The time of day, `08:30`; without it, whole days are meant. */
  readonly time?: string;
  /** The first day that it may come, where the words say so. */
  readonly start?: string;
}

/**
 * Makes a rule of what was read.
 *
 * @param now wall time that relative words count from
 * @param whole where the words stand, for what is wrong with all of them
 * @throws TextError for words that contradict each other, or can't be a rule
 */
export function build({ core, mods }: RawRecurrence, now: string, whole: Span): SaidRecurrence {
  const merged = mods.reduce(withDay, core);
  const times = timesOf(core, mods);
  const start = dateOf(mods, "start", now)?.first;
  const rule: Rule = {
    frequency: merged.frequency,
    interval: (merged.interval ?? 1) * (merged.times2 ? 2 : 1) * (merged.times3 ? 3 : 1),
    ...ending(mods, now, start),
    byMonth: merged.byMonth ?? [],
    byWeekNo: [],
    byYearDay: [],
    byMonthDay: merged.byMonthDay ?? [],
    byDay: merged.byDay ?? [],
    ...hoursOf(times, whole),
    bySecond: [],
    bySetPos: merged.bySetPos ?? [],
    weekStart: "MO",
  };
  try {
    checkTogether(rule);
    checkPossible(rule);
  } catch (error) {
    if (!(error instanceof RecurError)) throw error;
    throw new TextError(`these words don't go together: ${error.message}`, whole);
  }
  const [first] = times;
  const mode = core.mode ?? (mods.some(({ kind }) => kind === "completion") ? "completion" : "schedule");
  return {
    rule,
    mode,
    ...(first ? { time: clock(first) } : {}),
    ...(start === undefined ? {} : { start }),
  };
}

/** `08:30`. */
function clock({ hour, minute }: ClockTime): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** "Every 3 months … on the 1st": the days, or their months, may be said behind other words. */
function withDay(core: RawCore, mod: RawModifier): RawCore {
  if (mod.kind !== "on") return core;
  const hasDays = ({ byDay, byMonthDay }: Partial<RawCore>) =>
    byDay !== undefined || byMonthDay !== undefined;
  if (hasDays(core) && hasDays(mod.day)) throw new TextError("say the days once", mod);
  if (core.byMonth && mod.day.byMonth) throw new TextError("say the months once", mod);
  return { ...core, ...mod.day };
}

function timesOf(core: RawCore, mods: readonly RawModifier[]): readonly ClockTime[] {
  const said = mods.filter((mod) => mod.kind === "times");
  const parts = mods.filter((mod) => mod.kind === "part");
  const [first, second] = said;
  const [part = core, otherPart] = parts;
  if (second) throw new TextError("say the times together, as in: at 9am and 5pm", second);
  if (otherPart)
    throw new TextError("say the parts of the day together, as in: every morning and evening", otherPart);
  const times = first ? first.times.map((time) => ofPart(time, part.later)) : (part.times ?? []);
  return times.toSorted((a, b) => a.hour - b.hour || a.minute - b.minute);
}

/** "Every evening at 8" is 20:00. */
function ofPart(time: ClockTime, later: RawCore["later"]): ClockTime {
  const { hour } = time;
  if (!later || !time.half || hour < later[0] || hour > later[1]) return time;
  return { ...time, hour: hour + 12 };
}

/** One time is when it starts; several are hours and minutes of the rule, each hour with each minute. */
function hoursOf(times: readonly ClockTime[], whole: Span): Pick<Rule, "byHour" | "byMinute"> {
  const byHour = [...new Set(times.map(({ hour }) => hour))];
  const byMinute = [...new Set(times.map(({ minute }) => minute))];
  const said = new Set(times.map(clock)).size;
  if (said < 2) return { byHour: [], byMinute: [] };
  if (said !== byHour.length * byMinute.length) {
    throw new TextError(
      "a rule has the same minutes at every hour: make a task for each of these times",
      whole,
    );
  }
  return { byHour, byMinute: byMinute.join() === "0" ? [] : byMinute };
}

type Dated = RawModifier & { readonly kind: "start" | "until" };

function dateOf(mods: readonly RawModifier[], kind: Dated["kind"], now: string) {
  const [said, again] = mods.filter((mod): mod is Dated => mod.kind === kind);
  if (again) throw new TextError(`say ${kind === "start" ? "when it starts" : "until when"} once`, again);
  if (!said) return undefined;
  const date = readDate(said.text, now);
  if (date === "ambiguous") {
    throw new TextError(
      `"${said.text}" is another day in another country; write 2027-02-01 or 1 feb 2027`,
      said,
    );
  }
  if (date === "none" || date.length < said.text.length) {
    throw new TextError(
      `"${said.text}" is no date; write one such as 1 feb 2027, june 2027 or next monday`,
      said,
    );
  }
  return date;
}

function ending(
  mods: readonly RawModifier[],
  now: string,
  start: string | undefined,
): Pick<Rule, "count" | "until"> {
  const ends = mods.filter(({ kind }) => ["until", "count", "span"].includes(kind));
  const [first, second] = ends;
  if (second) throw new TextError("say once when it ends", second);
  const until = untilOf(mods, now, start);
  if (until !== undefined) return { until: { kind: "date", date: until } };
  if (first?.kind === "count") return { count: first.count };
  if (first?.kind !== "span") return {};
  const from = Temporal.PlainDate.from(start ?? now.slice(0, 10));
  const date = from.add({ [`${first.unit}s`]: first.count }).subtract({ days: 1 });
  if (date.year > LAST_YEAR) throw new TextError("it ends after the year 9999", first);
  return { until: { kind: "date", date: date.toString() } };
}

/** "From october until june": the first june after it starts. */
function untilOf(mods: readonly RawModifier[], now: string, start: string | undefined): string | undefined {
  const until = dateOf(mods, "until", now)?.last;
  if (until === undefined || start === undefined || until >= start) return until;
  const later = dateOf(mods, "until", `${start}T00:00:00`)?.last;
  if (later !== undefined && later >= start) return later;
  const said = mods.find(({ kind }) => kind === "until");
  throw new TextError("it ends before it begins", said ?? { start: 0, end: 0 });
}
