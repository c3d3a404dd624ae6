import { fold, isAscii } from "@punctual/contracts/fold";

/** A word of a text: where it stands (UTF-16 units, `end` excluded) and how it is compared. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** Folded: no accents, lower case. */
  readonly word: string;
}

/** Longest word that is told apart, in UTF-16 units. */
const WORD_LENGTH = 64;

/** Letters of scripts that put no space between words. */
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー々";
/** A run of such letters with their marks, another run of letters and digits, or a pictograph. */
const RUN = new RegExp(
  `((?:[${UNSPACED}]\\p{M}*)+)|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+|\\p{Extended_Pictographic}`,
  "gu",
);
const LETTER = /.\p{M}*/gu;
const SHORT_WORDS = new RegExp(`^(?:[${UNSPACED}]|\\p{Script=Hangul})`, "u");

/**
 * The words of a text, in order. Punctuation parts words, so that "example.com" is found by "example". Where a script
 * puts no space between words, each pair of neighbouring letters is a word (and the last letter alone): unlike a
 * dictionary, that finds the same words in a text and in a part of it, and changes with no update of Node.
 */
export function tokenise(text: string): Token[] {
  if (isAscii(text)) return tokeniseAscii(text);
  const tokens: Token[] = [];
  for (const { 0: run, 1: unspaced, index } of text.matchAll(RUN)) {
    if (unspaced === undefined) add(tokens, run, index);
    else addPairs(tokens, run, index);
  }
  return tokens;
}

/** The same at once, for texts in which there is nothing to fold but case. */
function tokeniseAscii(text: string): Token[] {
  const lower = text.toLowerCase();
  return Array.from(lower.matchAll(/[a-z0-9]+/g), ({ 0: word, index: start }) => ({
    start,
    end: start + word.length,
    word: word.slice(0, WORD_LENGTH),
  }));
}

/** The words to ask for: as {@link tokenise}, but of unspaced letters only the pairs. */
export function wordsAskedFor(text: string): string[] {
  const tokens = tokenise(text);
  // A last letter alone stands within the pair before it.
  return tokens.filter((token, i) => token.end !== tokens[i - 1]?.end).map((token) => token.word);
}

/** Whether words of this script are a letter or two, so that one letter may already be a beginning worth completing. */
export function hasShortWords(word: string): boolean {
  return SHORT_WORDS.test(word);
}

function addPairs(tokens: Token[], run: string, offset: number): void {
  const letters = [...run.matchAll(LETTER)];
  letters.forEach((letter, i) => {
    add(tokens, letter[0] + (letters[i + 1]?.[0] ?? ""), offset + letter.index);
  });
}

function add(tokens: Token[], text: string, start: number): void {
  // Composed again (Hangul), without what folding made of signs such as ½.
  const word = fold(text)
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+/gu, "");
  if (word !== "") tokens.push({ start, end: start + text.length, word: cut(word) });
}

function cut(word: string): string {
  return word.length <= WORD_LENGTH
    ? word
    : word
        .slice(0, WORD_LENGTH)
        .toWellFormed()
        .replace(/\ufffd$/, "");
}
