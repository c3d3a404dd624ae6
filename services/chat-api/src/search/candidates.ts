import type { Reader } from "../store/unit-of-work.ts";
import { weightsOf } from "./asked.ts";
import { countCommon } from "./count-common.ts";
import { type FoundWord, matchCost } from "./read-tasks.ts";

/** A task that has all words, and how badly: the sum over its words. */
export interface Candidate {
  readonly id: number;
  readonly cost: number;
}

export interface Candidates {
  /** The best first; of equals, the newest. */
  readonly best: readonly Candidate[];
  /** Whether there may be more. */
  readonly more: boolean;
}

/** Tasks that are ranked, at most. */
const RANKED = 500;
/** Tasks that the heads of all lists have in common, and that will do without looking further. */
const PLENTY = 100;
/** Tasks of the least common word that are looked at otherwise. */
const DEEP = 10_000;

/** The best tasks that have all the words. */
export async function findCandidates(reader: Reader, words: readonly FoundWord[]): Promise<Candidates> {
  if (words.length === 0 || words.some((word) => word.words.size === 0)) return { best: [], more: false };
  const whole = words.filter((word) => word.common.length === 0);
  const first = inEach(whole.length > 0 ? whole : words);
  if (whole.length > 0) return rank(reader, words, first, false);
  if (words.length === 1 || first.length >= PLENTY) return rank(reader, words, first, true);
  // All are common, but seldom together: what has the least common one is looked through, far beyond its head.
  const sized = (await countCommon(reader, words, DEEP)).sort((a, b) => a.tasks - b.tasks);
  const [rarest, ...others] = sized.map(({ word }) => word);
  const deep = rarest ? await readDeep(reader, rarest) : [];
  // Its own matches are read of those only that have the others.
  return rank(reader, rarest ? [...others, rarest] : others, deep, deep.length >= DEEP);
}

/** Tasks that the lists of all these words have. */
function inEach(words: readonly FoundWord[]): number[] {
  const [first, ...others] = [...words].sort((a, b) => a.tasks.size - b.tasks.size);
  return first ? [...first.tasks.keys()].filter((id) => others.every((word) => word.tasks.has(id))) : [];
}

async function readDeep({ db, userId }: Reader, { words, asked }: FoundWord): Promise<number[]> {
  const { rows } = await db.query<{ ids: string | null }>(
    `SELECT string_agg(task_id::text, ',') AS ids FROM (
       SELECT task_id FROM task_word
       WHERE user_id = $1 AND word = ANY($2::text[]) AND weight BETWEEN $3 AND $4 LIMIT ${DEEP}
     ) AS deep`,
    [userId, [...words.keys()], ...asked.weights],
  );
  return rows[0]?.ids?.split(",").map(Number) ?? [];
}

/** Keeps those of the tasks that have all words, and ranks them. */
async function rank(
  reader: Reader,
  words: readonly FoundWord[],
  ids: readonly number[],
  more: boolean,
): Promise<Candidates> {
  let kept = [...new Set(ids)].map((id) => ({ id, cost: 0 }));
  for (const word of words) {
    const looked = await lookUpUnknown(reader, word, kept);
    kept = kept.flatMap(({ id, cost }) => {
      const own = word.tasks.get(id) ?? looked.get(id);
      return own === undefined ? [] : [{ id, cost: cost + own }];
    });
  }
  kept.sort((a, b) => a.cost - b.cost || b.id - a.id);
  return { best: kept.slice(0, RANKED), more: more || kept.length > RANKED };
}

/** How common words stand in those of the tasks that the head of their list doesn't tell of. */
async function lookUpUnknown(
  { db, userId }: Reader,
  { common, words, tasks, asked }: FoundWord,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<number, number>> {
  const looked = new Map<number, number>();
  const unknown = common.length === 0 ? [] : candidates.filter(({ id }) => !tasks.has(id));
  if (unknown.length === 0) return looked;
  const { rows } = await db.query<{ task_id: number; word: string; weight: number }>(
    // Every column of the index is named, so that it is entered right at each task, not read along.
    `SELECT task_id, word, weight FROM task_word
     WHERE user_id = $1 AND word = ANY($2::text[]) AND weight = ANY($3::smallint[]) AND task_id = ANY($4::bigint[])`,
    [userId, common, weightsOf(asked), unknown.map(({ id }) => id)],
  );
  for (const { task_id, word, weight } of rows) {
    const cost = matchCost(weight, words.get(word) ?? "beginning");
    looked.set(task_id, Math.min(cost, looked.get(task_id) ?? cost));
  }
  return looked;
}
