import type { Reader } from "../store/unit-of-work.ts";
import type { FoundWord } from "./read-tasks.ts";

/** How many tasks have a word: entries of the index, each of its words counted up to `most`. */
export interface SizedWord {
  readonly word: FoundWord;
  readonly tasks: number;
}

/** Counts what the heads of the lists don't tell, in one statement. In the order given. */
export async function countCommon(
  { db, userId }: Reader,
  words: readonly FoundWord[],
  most: number,
): Promise<SizedWord[]> {
  const common = words.flatMap(({ common, asked }, index) => common.map((word) => ({ index, word, asked })));
  if (common.length === 0) return words.map((word) => ({ word, tasks: word.tasks.size }));
  const { rows } = await db.query<{ index: number; tasks: number }>(
    `SELECT common.index, sum(counted.tasks)::int AS tasks
     FROM unnest($2::int[], $3::text[], $4::smallint[], $5::smallint[]) AS common (index, word, lightest, heaviest)
     CROSS JOIN LATERAL (
       SELECT count(*) AS tasks FROM (
         SELECT FROM task_word WHERE user_id = $1 AND task_word.word = common.word
           AND weight BETWEEN lightest AND heaviest LIMIT $6
       ) AS entry
     ) AS counted GROUP BY common.index`,
    [
      userId,
      common.map(({ index }) => index),
      common.map(({ word }) => word),
      common.map(({ asked }) => asked.weights[0]),
      common.map(({ asked }) => asked.weights[1]),
      most,
    ],
  );
  const counted = new Map(rows.map(({ index, tasks }) => [index, tasks]));
  return words.map((word, index) => ({ word, tasks: Math.max(word.tasks.size, counted.get(index) ?? 0) }));
}
