import type { Queryable } from "@punctual/service-kit/database";
import { prepared } from "@punctual/service-kit/database/prepared";
import { reversed } from "./index-words.ts";
import { LAST } from "./read-tasks.ts";
import { allowedTypos, typosBetween } from "./typos.ts";

/** Mended words: the closest of those looked at. */
const MENDED = { taken: 10, lookedAt: 1_000 };

/**
 * Words of the user's tasks that were perhaps meant by each of `words`, the closest first. An error in the first two
 * letters leaves the last two right, and the other way round: only words that share one or the other are looked at. Of
 * four letters, the middle two may be swapped: there, one at either end is enough.
 */
export async function mend(db: Queryable, userId: string, words: readonly string[]): Promise<string[][]> {
  const answers: string[][] = words.map(() => []);
  const mistyped = words.flatMap((word, index) => {
    const typos = allowedTypos(word);
    return typos === 0 ? [] : [{ word, index, typos, length: [...word].length }];
  });
  if (mistyped.length === 0) return answers;
  const { rows } = await db.query<{ n: number; words: string[] }>(
    SQL([
      userId,
      mistyped.map(({ word }) => edge(word)),
      mistyped.map(({ word }) => edge(reversed(word))),
      mistyped.map(({ length, typos }) => length - typos),
      mistyped.map(({ length, typos }) => length + typos),
      LAST,
    ]),
  );
  for (const { n, words: near } of rows) {
    const asked = mistyped[n - 1];
    if (!asked) throw new Error(`the vocabulary answered for word ${n} of ${mistyped.length}`);
    answers[asked.index] = closest(asked.word, near, asked.typos);
  }
  return answers;
}

const SQL = prepared(`SELECT asked.n::int AS n, array_agg(near.word) AS words
  FROM unnest($2::text[], $3::text[], $4::int[], $5::int[]) WITH ORDINALITY AS asked (head, tail, shortest, longest, n)
  CROSS JOIN LATERAL (
    (SELECT word FROM user_word WHERE user_id = $1 AND word > head AND word < head || $6::text
       AND length(word) BETWEEN shortest AND longest LIMIT ${MENDED.lookedAt})
    UNION
    (SELECT word FROM user_word WHERE user_id = $1 AND reversed > tail AND reversed < tail || $6::text
       AND length(word) BETWEEN shortest AND longest LIMIT ${MENDED.lookedAt})
  ) AS near GROUP BY asked.n`);

function closest(asked: string, words: readonly string[], most: number): string[] {
  return words
    .map((word) => ({ word, typos: typosBetween(asked, word, most) }))
    .filter(({ typos }) => typos <= most)
    .sort((a, b) => a.typos - b.typos || (a.word < b.word ? -1 : 1))
    .slice(0, MENDED.taken)
    .map(({ word }) => word);
}

function edge(word: string): string {
  const letters = [...word];
  return letters.slice(0, letters.length > 4 ? 2 : 1).join("");
}
