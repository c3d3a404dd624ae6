import { build, type SaidRecurrence } from "./build.ts";
import { readDate } from "./dates.ts";
import { TextError } from "./error.ts";
import type { RawRecurrence } from "./grammar/raw.ts";
import { SyntaxError as GrammarError, parse } from "./grammar/recurrence.generated.js";

/** Longest phrase that is read, in characters. */
export const MAX_PHRASE = 300;

const ADVICE = 'write one such as "every weekday at 8:30", "every 2nd tuesday" or "last day of the month"';

/**
 * Reads a text that is a recurrence and nothing else, such as `every other fri 17:00 for 6 times`.
 *
 * @param now wall time that relative words count from, `2026-11-23T10:00:00`
 * @throws TextError naming the words that can't be taken
 */
export function fromText(text: string, { now }: { readonly now: string }): SaidRecurrence {
  if (text.length > MAX_PHRASE) {
    throw new TextError(`a recurrence has at most ${MAX_PHRASE} characters`, {
      start: MAX_PHRASE,
      end: text.length,
    });
  }
  // Other spaces are spaces.
  const plain = text.replace(/\s/g, " ");
  return build(parsed(plain), now, { start: 0, end: text.length });
}

function parsed(text: string): RawRecurrence {
  try {
    return parse(text, { startRule: "phrase" });
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    throw refusal(text, error);
  }
}

function refusal(text: string, error: GrammarError): TextError {
  const whole = { start: 0, end: text.length };
  // In words of the grammar's own.
  if (error.expected === null) {
    return new TextError(`it ${error.message}`, {
      ...whole,
      start: Math.min(error.location.start.offset, text.length),
    });
  }
  const start = firstUnread(text, error.location.start.offset);
  const rest = text.slice(start).trim();
  if (text.slice(0, start).trim() === "" || rest === "")
    return new TextError(`that is no recurrence; ${ADVICE}`, whole);
  return new TextError(`"${rest}" can't be read; ${ADVICE}`, { ...whole, start });
}

/** The word that stands behind the longest part that can be read, or at which reading failed. */
function firstUnread(text: string, failed: number): number {
  const begin = text.length - text.trimStart().length;
  let read = 0;
  try {
    read = begin + parse(text.trimStart(), { startRule: "embedded" }).end;
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
  }
  if (read > 0) return read + (/^[\s,]*/.exec(text.slice(read))?.[0].length ?? 0);
  return text.slice(0, Math.min(failed, text.length)).search(/\S*$/);
}

/** A recurrence that a text has, and where it ends. */
export interface FoundRecurrence {
  readonly said: SaidRecurrence;
  readonly end: number;
  /** Only "every" and days of the month are said; what follows may be what is counted: "every 2nd apple". */
  readonly bare: boolean;
}

/**
 * Reads a recurrence that a text begins with, as far as it goes.
 *
 * @returns undefined where it begins with none
 * @throws TextError for one that can't be taken
 */
export function beginsWith(text: string, now: string): FoundRecurrence | undefined {
  const plain = text.slice(0, MAX_PHRASE).replace(/\s/g, " ");
  let found = embedded(plain);
  if (!found) return undefined;
  // Dates were taken as far as they could be any.
  for (const mod of found.value.mods) {
    if (mod.kind !== "start" && mod.kind !== "until") continue;
    const date = readDate(mod.text, now);
    if (typeof date === "string" || date.length >= mod.text.length) continue;
    found = embedded(plain.slice(0, mod.start + date.length)) ?? found;
    break;
  }
  const end = plain.slice(0, found.end).trimEnd().length;
  const { core, mods } = found.value;
  return {
    said: build(found.value, now, { start: 0, end }),
    end,
    bare: core.bare === true && mods.length === 0,
  };
}

function embedded(text: string): { readonly value: RawRecurrence; readonly end: number } | undefined {
  try {
    return parse(text, { startRule: "embedded" });
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    if (error.expected === null) throw refusal(text, error);
    return undefined;
  }
}
