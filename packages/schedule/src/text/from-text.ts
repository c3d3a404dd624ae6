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
  const start = Math.min(error.location.start.offset, text.length);
  const span = { start, end: text.length };
  // In words of the grammar's own.
  if (error.expected === null) return new TextError(`it ${error.message}`, span);
  const rest = text.slice(start).trim();
  if (start === 0 || rest === "")
    return new TextError(`that is no recurrence; ${ADVICE}`, { start: 0, end: text.length });
  return new TextError(`"${rest}" can't be read; ${ADVICE}`, span);
}

/** A recurrence that a text has, and where it ends. */
export interface FoundRecurrence {
  readonly said: SaidRecurrence;
  readonly end: number;
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
  // A date was taken as far as it could be one.
  const last = found.value.mods.at(-1);
  if (last && (last.kind === "start" || last.kind === "until")) {
    const date = readDate(last.text, now);
    const length = typeof date === "string" ? 0 : date.length;
    if (length > 0 && length < last.text.length)
      found = embedded(plain.slice(0, last.start + length)) ?? found;
  }
  const end = plain.slice(0, found.end).trimEnd().length;
  return { said: build(found.value, now, { start: 0, end }), end };
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
