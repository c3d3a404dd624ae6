import { type Source, WEIGHTS } from "./index-words.ts";
import { hasShortWords, wordsAskedFor } from "./tokenise.ts";

/** Text to look for, as the query language has it. */
export interface SearchText {
  readonly text: string;
  /** Whether the words belong together, in this order and as they are. */
  readonly phrase: boolean;
  /** Whether the last word may go on, however short it is. */
  readonly prefix: boolean;
  /** Where to look; anywhere if left out. */
  readonly source?: Source;
}

/** A word to look for, folded. */
export interface AskedWord {
  readonly word: string;
  /** Whether longer words that begin with it will do, and then whether only if nothing has the word itself. */
  readonly completed: "yes" | "no" | "if-missing";
  /** Whether words with typing errors will do where nothing else is found. */
  readonly mended: boolean;
  /** Weights of the sources to look in, both ends included. */
  readonly weights: readonly [number, number];
}

/** Letters that a beginning needs. */
const BEGINNING = 3;

/** Words of one text that are looked up. */
const MOST_WORDS = 16;

/**
 * A text's words, as they are to be looked for. Text without words (punctuation) asks for nothing. A text that has very
 * many (only the first are looked up) counts as a phrase, for that is compared as a whole.
 */
export function askedWords(text: SearchText): { text: SearchText; words: AskedWord[] } {
  const words = wordsOf(text);
  if (words.length <= MOST_WORDS) return { text, words };
  return { text: { ...text, phrase: true }, words: words.slice(0, MOST_WORDS) };
}

function wordsOf({ text, phrase, prefix, source }: SearchText): AskedWord[] {
  const weights = source
    ? ([WEIGHTS[source], WEIGHTS[source]] as const)
    : ([WEIGHTS.title, WEIGHTS.notes] as const);
  const words = wordsAskedFor(text);
  return words.map((word, i) => ({
    word,
    completed: prefix && i === words.length - 1 ? "yes" : phrase ? "no" : completed(word),
    mended: !phrase && !hasShortWords(word),
    weights,
  }));
}

function completed(word: string): AskedWord["completed"] {
  const letters = [...word].length;
  // Of unspaced letters, the index has pairs and single ones.
  if (hasShortWords(word)) return letters === 1 || /^\p{Script=Hangul}/u.test(word) ? "yes" : "no";
  if (letters >= BEGINNING) return "yes";
  return letters === BEGINNING - 1 ? "if-missing" : "no";
}

/** All weights that a word is looked for in. */
export function weightsOf({ weights: [lightest, heaviest] }: AskedWord): number[] {
  return Array.from({ length: heaviest - lightest + 1 }, (_, i) => lightest + i);
}
