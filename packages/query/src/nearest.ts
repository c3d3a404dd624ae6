import leven from "leven";

/** Longest word that is compared: what is longer was not meant to be any of ours. */
const LONGEST = 24;

/** The candidate that was probably meant: the one with the fewest changed letters, if they are few. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined;
  const sought = word.toLowerCase();
  // Letters that changed places are one mistake.
  const lettersOf = (text: string) => [...text].sort().join("");
  // A third of the letters may be wrong, and one of a short word.
  const most = Math.max(1, Math.floor(sought.length / 3));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of candidates) {
    const distance = lettersOf(name) === lettersOf(sought) ? 1 : leven(sought, name);
    if (distance <= most && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}
