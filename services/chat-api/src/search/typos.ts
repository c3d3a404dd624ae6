/** How many typing errors a word of this length may have: none below four letters, two from eight. */
export function allowedTypos(word: string): number {
  const length = [...word].length;
  // Other digits aren't a mistyped number but another number.
  if (length < 4 || /\p{N}/u.test(word)) return 0;
  return length < 8 ? 1 : 2;
}

/**
 * The fewest typing errors that make one word of the other, each of them a letter put in, left out, replaced or
 * swapped with its neighbour (optimal string alignment, a Damerau-Levenshtein distance); more than `most` are
 * `most + 1`. Counts in UTF-16 units.
 */
export function typosBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, j) => j);
  // last[j] is the distance between the first i letters of one and the first j of the other.
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    let fewest = i;
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let typos = Math.min(at(last, j - 1) + (same ? 0 : 1), at(last, j) + 1, at(row, j - 1) + 1);
      if (!same && i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        typos = Math.min(typos, at(beforeLast, j - 2) + 1);
      }
      row.push(typos);
      if (typos < fewest) fewest = typos;
    }
    // A swap goes back two rows: with both beyond it, no later one gets below.
    if (fewest > most && Math.min(...last) > most) return most + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(at(last, other.length), most + 1);
}

function at(row: readonly number[], j: number): number {
  return row[j] ?? Number.POSITIVE_INFINITY;
}
