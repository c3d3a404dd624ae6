import type { Queryable } from "@punctual/service-kit/database";
import { type AskedWord, askedWords, type SearchText } from "./asked.ts";
import { mend } from "./mend.ts";
import { type FoundWord, LAST, type Range, readTasks } from "./read-tasks.ts";

/** Text asked for, and what the user's tasks have of each of its words. */
export interface FoundText {
  readonly asked: SearchText;
  readonly words: readonly FoundWord[];
}

/**
 * Looks texts up in the user's vocabulary and index, in the order given: each word as it is and as a beginning; one
 * that no task has, with typing errors. The work is bounded however many tasks have a word.
 */
export async function findTexts(
  db: Queryable,
  userId: string,
  texts: readonly SearchText[],
): Promise<FoundText[]> {
  const all = texts.map(askedWords);
  const distinct = new Map(all.flatMap(({ words }) => words.map((word) => [keyOf(word), word] as const)));
  const found = await findWords(db, userId, [...distinct.values()]);
  const foundOf = new Map([...distinct.keys()].map((key, i) => [key, found[i]]));
  return all.map(({ text, words }) => ({
    asked: text,
    words: words.flatMap((word) => foundOf.get(keyOf(word)) ?? []),
  }));
}

/** The same for words that are looked for alike. */
function keyOf(word: AskedWord): string {
  return JSON.stringify(word);
}

async function findWords(db: Queryable, userId: string, asked: readonly AskedWord[]): Promise<FoundWord[]> {
  if (asked.length === 0) return [];
  const found = await readTasks(
    db,
    userId,
    asked,
    asked.map(({ word, completed }, index) => oneWord(index, word, completed === "yes")),
  );
  const missing = found.flatMap(({ words }, index) => (words.size === 0 ? [index] : []));
  const second = await secondTry(db, userId, asked, missing);
  if (second.length === 0) return found;
  const again = await readTasks(db, userId, asked, second);
  return found.map((word, index) => (missing.includes(index) ? (again[index] ?? word) : word));
}

/** What else the words may have meant that nothing was found for. */
async function secondTry(
  db: Queryable,
  userId: string,
  asked: readonly AskedWord[],
  missing: readonly number[],
): Promise<Range[]> {
  const of = (index: number) => asked[index] as AskedWord;
  const shortened = missing.filter((index) => of(index).completed === "if-missing");
  const mistyped = missing.filter((index) => of(index).mended);
  const mended = await mend(
    db,
    userId,
    mistyped.map((index) => of(index).word),
  );
  return [
    ...shortened.map((index) => oneWord(index, of(index).word, true)),
    ...mistyped.flatMap((index, i) =>
      (mended[i] ?? []).map((word): Range => ({ index, from: word, to: word, kind: "typo" })),
    ),
  ];
}

function oneWord(index: number, word: string, completed: boolean): Range {
  return { index, from: word, to: completed ? word + LAST : word, kind: "exact" };
}
