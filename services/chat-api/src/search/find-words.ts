import type { Queryable } from "@punctual/service-kit/database";
import { reversed } from "./index-words.ts";
import { hasShortWords } from "./tokenise.ts";
import { allowedTypos, typosBetween } from "./typos.ts";

/** How a word of the user's tasks answers to one that was asked for; the lower, the better. */
export const KINDS = { exact: 0, beginning: 1, typo: 2 } as const;
export type Kind = keyof typeof KINDS;

/** A word asked for, and what the user's tasks have of it. */
export interface FoundWord {
  readonly asked: string;
  /** Words of the tasks that answer to it. */
  readonly words: ReadonlyMap<string, Kind>;
  /**
   * Tasks with such a word by how well it stands in them: 0 is the very word in the title, the higher, the worse (see
   * {@link matchCost}). Of a word that many tasks have, the best and newest.
   */
  readonly tasks: ReadonlyMap<number, number>;
  /** Words that more tasks have than `tasks` tells of. */
  readonly common: readonly string[];
}

/** Tasks read for each word, the best and newest first. */
const HEAD = { exact: 1_000, other: 500 };
/** Completions of a beginning, the shortest of those looked at. */
const COMPLETIONS = { taken: 50, lookedAt: 2_000 };
/** Mended words, the closest of those looked at. */
const MENDED = { taken: 10, lookedAt: 1_000 };
/** Letters that a beginning needs; with fewer it is completed only if nothing has it as a word. */
const BEGINNING = 3;
/** Sorts after all that continues a beginning. */
const LAST = "\u{10ffff}";

/** What a match is worth less than the very word in a title: by where it stands, then by how it matches. */
export function matchCost(weight: number, kind: Kind): number {
  return (weight - 1) * 3 + KINDS[kind];
}

/**
 * Looks words up in the user's vocabulary and index: each as it is and as a beginning; where no task has such a word,
 * with typing errors. Bounded in work however many tasks have a word. In the order asked.
 *
 * @param asked folded words, as wordsAskedFor gives them
 */
export async function findWords(
  db: Queryable,
  userId: string,
  asked: readonly string[],
): Promise<FoundWord[]> {
  const distinct = [...new Set(asked)];
  const found = new Map<string, FoundWord>();
  const first = distinct.map((word) => ({ asked: word, from: word, to: endOf(word), kind: "exact" as const }));
  for (const word of await readTasks(db, userId, first)) found.set(word.asked, word);

  const missing = distinct.filter((word) => found.get(word)?.words.size === 0);
  const second = missing.length === 0 ? [] : await mend(db, userId, missing);
  if (second.length > 0) for (const word of await readTasks(db, userId, second)) found.set(word.asked, word);
  return asked.map((word) => found.get(word) ?? nothing(word));
}

/** Where the words end that are taken for `word`: at itself, unless it is a beginning worth completing. */
function endOf(word: string): string {
  const letters = [...word].length;
  const completed = hasShortWords(word) ? letters === 1 || !isPair(word) : letters >= BEGINNING;
  return completed ? word + LAST : word;
}

/** Whether the word is a whole pair of unspaced letters: nothing in the index is longer. */
function isPair(word: string): boolean {
  return !/^\p{Script=Hangul}/u.test(word) && [...word].length > 1;
}

interface Range {
  readonly asked: string;
  readonly from: string;
  /** Equal to `from` for one word. */
  readonly to: string;
  /** How `from` itself matches; whatever continues it is a beginning's completion. */
  readonly kind: Kind;
}

async function readTasks(db: Queryable, userId: string, ranges: readonly Range[]): Promise<FoundWord[]> {
  const { rows } = await db.query<{ n: number; word: string; weight: number; ids: string; full: boolean }>(
    `SELECT range.n::int AS n, candidate.word, head.weight, head.ids
     FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS range ("from", "to", n)
     CROSS JOIN LATERAL (
       SELECT range."from" AS word
       UNION ALL
       (SELECT word FROM (
          SELECT word FROM user_word
          WHERE user_id = $1 AND word > range."from" AND word < range."to" ORDER BY word LIMIT ${COMPLETIONS.lookedAt}
        ) AS near ORDER BY length(word), word LIMIT ${COMPLETIONS.taken})
     ) AS candidate
     CROSS JOIN LATERAL (
       SELECT weight, string_agg(task_id::text, ',') AS ids FROM (
         SELECT weight, task_id FROM task_word
         WHERE user_id = $1 AND task_word.word = candidate.word ORDER BY weight, task_id DESC
         LIMIT CASE WHEN candidate.word = range."from" THEN ${HEAD.exact} ELSE ${HEAD.other} END
       ) AS best GROUP BY weight
     ) AS head`,
    [userId, ranges.map((range) => range.from), ranges.map((range) => range.to)],
  );
  const gathered = new Map(ranges.map((range) => [range.asked, gather(range.asked)]));
  for (const { n, word, weight, ids } of rows) {
    const range = ranges[n - 1];
    const into = range && gathered.get(range.asked);
    if (!into) throw new Error(`the index answered for a word that wasn't asked: ${n}`);
    into.add(word, word === range.from ? range.kind : "beginning", weight, ids);
  }
  return [...gathered.values()].map((word) => word.found());
}

/** Collects what the index says of one word asked for. */
function gather(asked: string) {
  const words = new Map<string, Kind>();
  const tasks = new Map<number, number>();
  const counts = new Map<string, number>();
  return {
    add(word: string, kind: Kind, weight: number, ids: string): void {
      words.set(word, kind);
      const cost = matchCost(weight, kind);
      const list = ids.split(",");
      counts.set(word, (counts.get(word) ?? 0) + list.length);
      for (const text of list) {
        const id = Number(text);
        const known = tasks.get(id);
        if (known === undefined || cost < known) tasks.set(id, cost);
      }
    },
    found(): FoundWord {
      const common = [...counts].filter(([word, count]) => count >= limitOf(words.get(word))).map(([word]) => word);
      return { asked, words, tasks, common };
    },
  };
}

function limitOf(kind: Kind | undefined): number {
  return kind === "beginning" ? HEAD.other : HEAD.exact;
}

function nothing(asked: string): FoundWord {
  return { asked, words: new Map(), tasks: new Map(), common: [] };
}

/** What was perhaps meant: words that begin with two letters, and words with few enough typing errors. */
async function mend(db: Queryable, userId: string, asked: readonly string[]): Promise<Range[]> {
  const short = asked.filter((word) => [...word].length === BEGINNING - 1 && !hasShortWords(word));
  const ranges: Range[] = short.map((word) => ({ asked: word, from: word, to: word + LAST, kind: "exact" }));
  const mistyped = asked.filter((word) => allowedTypos(word) > 0 && !hasShortWords(word));
  if (mistyped.length === 0) return ranges;
  // An error in the first letters leaves the last ones right, and the other way round.
  const { rows } = await db.query<{ n: number; words: string[] }>(
    `SELECT asked.n::int AS n, array_agg(near.word) AS words
     FROM unnest($2::text[], $3::text[], $4::int[], $5::int[]) WITH ORDINALITY AS asked (head, tail, shortest, longest, n)
     CROSS JOIN LATERAL (
       (SELECT word FROM user_word WHERE user_id = $1 AND word > head AND word < head || $6::text
          AND length(word) BETWEEN shortest AND longest LIMIT ${MENDED.lookedAt})
       UNION
       (SELECT word FROM user_word WHERE user_id = $1 AND reversed > tail AND reversed < tail || $6::text
          AND length(word) BETWEEN shortest AND longest LIMIT ${MENDED.lookedAt})
     ) AS near GROUP BY asked.n`,
    [
      userId,
      mistyped.map((word) => firstTwo(word)),
      mistyped.map((word) => firstTwo(reversed(word))),
      mistyped.map((word) => [...word].length - allowedTypos(word)),
      mistyped.map((word) => [...word].length + allowedTypos(word)),
      LAST,
    ],
  );
  for (const { n, words } of rows) {
    const word = mistyped[n - 1];
    if (word !== undefined) for (const from of closest(word, words)) ranges.push({ asked: word, from, to: from, kind: "typo" });
  }
  return ranges;
}

function closest(asked: string, words: readonly string[]): string[] {
  const most = allowedTypos(asked);
  return words
    .map((word) => ({ word, typos: typosBetween(asked, word, most) }))
    .filter(({ typos }) => typos <= most)
    .sort((a, b) => a.typos - b.typos || (a.word < b.word ? -1 : 1))
    .slice(0, MENDED.taken)
    .map(({ word }) => word);
}

function firstTwo(word: string): string {
  return [...word].slice(0, 2).join("");
}
