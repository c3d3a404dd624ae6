import type { Reader } from "../store/unit-of-work.ts";
import { countCommon } from "./count-common.ts";
import type { FoundText } from "./find-texts.ts";

/** Entries of a word from which on each task is better looked up than all of them read. */
const FREQUENT = 7_000;
/** The same for the least common of several words: together, they are seldom, and many tasks would be looked up. */
const RAREST = 20_000;

/**
 * Finds out which words are frequent: for texts that are conditions of a list in another order than by relevance, and
 * that are to hold together.
 */
export async function weigh(reader: Reader, texts: readonly FoundText[]): Promise<FoundText[]> {
  const words = texts.flatMap((text) => text.words);
  const sized = await countCommon(reader, words, words.length > 1 ? RAREST : FREQUENT);
  const rarest = Math.min(...sized.map(({ tasks }) => tasks));
  const frequent = new Set(
    sized
      .filter(({ tasks }) => tasks >= (words.length > 1 && tasks === rarest ? RAREST : FREQUENT))
      .map(({ word }) => word),
  );
  return texts.map((text) => ({
    ...text,
    words: text.words.map((word) => ({ ...word, frequent: frequent.has(word) })),
  }));
}
