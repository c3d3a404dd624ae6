/** What stands for what was cut off. */
const ELLIPSIS = "…";

/** What a character takes of a limit. */
export type Cost = (character: string) => number;

/** Bytes that text takes within a string of JSON, as UTF-8. */
export const jsonBytes: Cost = (text) => Buffer.byteLength(JSON.stringify(text)) - 2;

/**
 * Cuts text that is too long, between characters, and ends it with an ellipsis.
 *
 * @param most what it may cost in all: UTF-16 code units, unless `cost` counts something else
 */
export function cut(text: string, most: number, cost: Cost = (character) => character.length): string {
  const room = most - cost(ELLIPSIS);
  let used = 0;
  let end = 0;
  let fits = 0;
  for (const character of text) {
    used += cost(character);
    if (used > most) return room < 0 ? "" : text.slice(0, fits) + ELLIPSIS;
    end += character.length;
    if (used <= room) fits = end;
  }
  return text;
}
