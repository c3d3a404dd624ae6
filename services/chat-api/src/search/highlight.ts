import { fold } from "@punctual/contracts/fold";
import type { FoundText } from "./find-texts.ts";
import { type Token, tokenise } from "./tokenise.ts";

/** A text, or what of it is worth showing, and which parts of it matched. */
export interface Highlight {
  readonly text: string;
  /** Parts of `text` in UTF-16 units, `end` excluded; in order, apart from each other, never within a grapheme. */
  readonly ranges: readonly Part[];
}

export interface Part {
  readonly start: number;
  readonly end: number;
}

/** The highlights of a task; a text that nothing matched in has none. */
export interface Highlights {
  readonly title?: Highlight;
  readonly notes?: Highlight;
}

/** Longest snippet and what it shows before its first match, in UTF-16 units. */
const SNIPPET = { length: 160, before: 40 };
/** How far into the notes matches are marked. */
const LOOKED_AT = 10_000;

/** The first code point that may belong to the grapheme before it, but for a line feed. */
const FIRST_MARK = 0x300;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Marks what of a task matched: all of the title, and the part of the notes where most words are close together. */
export function highlight(
  texts: readonly FoundText[],
  task: { readonly title: string; readonly notes: string },
): Highlights {
  const inTitle = matches(task.title, "title", texts);
  const notes = task.notes.slice(0, LOOKED_AT);
  const inNotes = matches(notes, "notes", texts);
  return {
    ...(inTitle.length > 0 && { title: { text: task.title, ranges: merge(inTitle) } }),
    ...(inNotes.length > 0 && { notes: snippet(notes, inNotes) }),
  };
}

interface Match extends Part {
  /** The word asked for. */
  readonly word: string;
}

function matches(text: string, source: "title" | "notes", texts: readonly FoundText[]): Match[] {
  const relevant = texts.filter(({ asked }) => (asked.source ?? source) === source);
  if (relevant.length === 0) return [];
  const tokens = tokenise(text);
  return relevant
    .flatMap((found) =>
      found.asked.phrase ? phraseMatches(tokens, found) : wordMatches(text, tokens, found),
    )
    .map((match) => ({
      ...match,
      start: startOfGrapheme(text, match.start),
      end: endOfGrapheme(text, match.end),
    }));
}

function wordMatches(text: string, tokens: readonly Token[], { words }: FoundText): Match[] {
  return words.flatMap(({ asked, words: answers }) =>
    tokens.flatMap((token) => {
      const kind = answers.get(token.word);
      if (!kind) return [];
      const end = kind === "beginning" ? endOfBeginning(text, token, asked.word) : token.end;
      return [{ start: token.start, end, word: asked.word }];
    }),
  );
}

function phraseMatches(tokens: readonly Token[], { words }: FoundText): Match[] {
  return tokens.flatMap((_, from) => {
    const parts = words.map(({ words: answers, asked }, i) => {
      const token = tokens[from + i];
      return token && answers.has(token.word)
        ? { start: token.start, end: token.end, word: asked.word }
        : undefined;
    });
    const first = parts[0];
    const last = parts.at(-1);
    if (!first || !last || parts.includes(undefined)) return [];
    return [{ start: first.start, end: last.end, word: words.map(({ asked }) => asked.word).join(" ") }];
  });
}

/** Where in the text the part of a token ends that folds to the beginning asked for. */
function endOfBeginning(text: string, token: Token, beginning: string): number {
  const whole = text.slice(token.start, token.end);
  let end = 0;
  for (const { segment } of graphemes.segment(whole)) {
    end += segment.length;
    if (fold(whole.slice(0, end)).normalize("NFC").length >= beginning.length) break;
  }
  return token.start + end;
}

/** Told quickly, for most texts have nothing that joins what is before it: no mark, joiner or second half of a pair. */
function isEdge(text: string, at: number): boolean {
  return at >= text.length || text.charCodeAt(at) < FIRST_MARK;
}

function startOfGrapheme(text: string, start: number): number {
  if (isEdge(text, start)) return start;
  return graphemes.segment(text).containing(start)?.index ?? start;
}

function endOfGrapheme(text: string, end: number): number {
  if (isEdge(text, end)) return end;
  const around = graphemes.segment(text).containing(end);
  return around && around.index < end ? around.index + around.segment.length : end;
}

/** One range for what touches or overlaps. */
function merge(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const { start, end } of [...parts].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last && start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else merged.push({ start, end });
  }
  return merged;
}

/** The part of a long text around the matches that have most of the words, on one line. */
function snippet(text: string, found: readonly Match[]): Highlight {
  const sorted = [...found].sort((a, b) => a.start - b.start);
  const wordsFrom = ({ start }: Match) => {
    const near = sorted.filter(
      (match) => match.start >= start && match.end <= start + SNIPPET.length - SNIPPET.before,
    );
    return new Set(near.map(({ word }) => word)).size;
  };
  const best = sorted.reduce((a, b) => (wordsFrom(b) > wordsFrom(a) ? b : a));
  const start = cutBefore(text, best.start);
  const end = cutAfter(text, best.end, Math.max(best.end, start + SNIPPET.length));
  const lead = start > 0 ? "…" : "";
  const shown = merge(sorted.filter((match) => match.start >= start && match.end <= end));
  return {
    text: lead + text.slice(start, end).replace(/\s/g, " ") + (end < text.length ? "…" : ""),
    ranges: shown.map((part) => ({
      start: part.start - start + lead.length,
      end: part.end - start + lead.length,
    })),
  };
}

/** Where to begin: at a word, if one begins within reach. */
function cutBefore(text: string, match: number): number {
  const from = match - SNIPPET.before;
  if (from <= 0) return 0;
  const space = text.slice(from, match).search(/\s\S/);
  return space < 0 ? match : from + space + 1;
}

/** Where to end, not before `least`: after a word, or else after a whole grapheme. */
function cutAfter(text: string, least: number, most: number): number {
  if (most >= text.length) return text.length;
  const space = text.lastIndexOf(" ", most);
  return space >= Math.max(least, most - SNIPPET.before) ? space : endOfGrapheme(text, most);
}
