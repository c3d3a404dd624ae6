import type { FoundText } from "./find-texts.ts";
import type { FoundWord } from "./read-tasks.ts";
import { wordsAskedFor } from "./tokenise.ts";

/** What is taken off a task's cost for its title; less than the step between two costs. */
const BONUS = { whole: 0.75, together: 0.5, inOrder: 0.25 };
/** Told quickly, for most titles are no single word. */
const SEVERAL_WORDS = /[\p{L}\p{N}]\s+[\p{L}\p{N}]/u;

/** How much better a title fits that has the words in the order asked, side by side, or nothing else. */
export function titleBonus(title: string, texts: readonly FoundText[]): number {
  const asked = texts.flatMap((text) => text.words);
  if (asked.length === 0 || (asked.length === 1 && SEVERAL_WORDS.test(title))) return 0;
  const words = wordsAskedFor(title);
  if (words.length === asked.length && startsAt(words, asked, 0)) return BONUS.whole;
  if (asked.length === 1 || words.length < asked.length) return 0;
  if (words.some((_, i) => startsAt(words, asked, i))) return BONUS.together;
  return followInOrder(words, asked) ? BONUS.inOrder : 0;
}

function startsAt(words: readonly string[], asked: readonly FoundWord[], from: number): boolean {
  return asked.every((word, i) => word.words.has(words[from + i] ?? ""));
}

function followInOrder(words: readonly string[], asked: readonly FoundWord[]): boolean {
  let next = 0;
  for (const word of words) if (asked[next]?.words.has(word)) next += 1;
  return next === asked.length;
}
