/** Longest title, in characters (see the contract of a task). */
const TITLE_LENGTH = 500;

/** One line of a text that may have several: control characters and line breaks become spaces. */
export function oneLine(text: string): string {
  // Spaces that somebody put there stay: a uid with two of them is another.
  return text.replace(/ ?\p{Cc}[\p{Cc} ]*/gu, " ").trim();
}

/** A title cut to its greatest length, and notes that begin with the whole where it had to be cut. */
export function fitTitle(title: string, notes: string): { title: string; notes: string; cut: boolean } {
  if (title.length <= TITLE_LENGTH) return { title, notes, cut: false };
  // By characters, so that none is cut in two.
  let short = "";
  for (const character of title) {
    if (short.length + character.length >= TITLE_LENGTH) break;
    short += character;
  }
  return { title: `${short.trimEnd()}…`, notes: joinNotes([title, notes]), cut: true };
}

/** Parts of notes, each a paragraph. */
export function joinNotes(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}
