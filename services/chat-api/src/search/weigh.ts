import type { Reader } from "../store/unit-of-work.ts";
import { countCommon } from "./count-common.ts";
import type { FoundText } from "./find-texts.ts";

/**
 * Tasks with a word from which on each task is better looked up than all of them read: so many are a good part of
 * anybody's, and a page is full after a few looks.
 */
const FREQUENT = 15_000;

/**
 * Finds out whether the words are frequent: for texts that are conditions of a list in another order than by relevance.
 * They are so all or none: next to a rarer word, few tasks fit, and far more would be looked up than a page has.
 */
export async function weigh(reader: Reader, texts: readonly FoundText[]): Promise<FoundText[]> {
  const words = texts.flatMap((text) => text.words);
  const sized = await countCommon(reader, words, FREQUENT);
  const frequent = sized.every(({ tasks }) => tasks >= FREQUENT);
  return texts.map((text) => ({ ...text, words: text.words.map((word) => ({ ...word, frequent })) }));
}
