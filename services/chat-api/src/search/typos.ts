/** How many typing errors a word of this length may have: none below four letters, two from eight. */
export function allowedTypos(word: string): number {
  const length = [...word].length;
  // Digits are not mistyped numbers but other numbers.
  if (length < 4 || /\p{N}/u.test(word)) return 0;
  return length < 8 ? 1 : 2;
}

/**
 * The fewest typing errors that make one word of the other, each of them a letter put in, left out, replaced or
 * swapped with its neighbour (optimal string alignment, a Damerau-Levenshtein distance); more than `most` are
 * `most + 1`.
 */
export function typosBetween(one: string, other: string, most: number): number {
  const a = [...one];
  const b = [...other];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = b.map((_, j) => j + 1);
  // last[j] is the distance of a's first i letters to b's first j + 1.
  for (let i = 0; i < a.length; i++) {
    const row: number[] = [];
    for (let j = 0; j < b.length; j++) {
      const diagonal = at(last, j - 1, i);
      let fewest = Math.min(
        diagonal + (a[i] === b[j] ? 0 : 1),
        at(last, j, i) + 1,
        at(row, j - 1, i + 1) + 1,
      );
      if (i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j]) {
        fewest = Math.min(fewest, at(beforeLast, j - 2, i - 1) + 1);
      }
      row.push(fewest);
    }
    // No later row gets below two rows that are both beyond it.
    if (Math.min(...row, ...last) > most) return most + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(at(last, b.length - 1, a.length), most + 1);
}

/** The column before the first is the distance to nothing: the number of letters so far. */
function at(row: readonly number[], j: number, letters: number): number {
  return j < 0 ? letters : (row[j] ?? Number.POSITIVE_INFINITY);
}
