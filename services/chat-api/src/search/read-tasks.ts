import type { Queryable } from "@punctual/service-kit/database";
import type { AskedWord } from "./asked.ts";

/** How a word of the user's tasks answers to one that was asked for; the lower, the better. */
export const KINDS = { exact: 0, beginning: 1, typo: 2 } as const;
export type Kind = keyof typeof KINDS;

/** A word asked for, and what the user's tasks have of it. */
export interface FoundWord {
  readonly asked: AskedWord;
  /** Words of the tasks that answer to it. */
  readonly words: ReadonlyMap<string, Kind>;
  /**
   * Tasks with such a word by how well it stands in them (see {@link matchCost}). Of a word that many tasks have, the
   * best and newest.
   */
  readonly tasks: ReadonlyMap<number, number>;
  /** Words that more tasks have than `tasks` tells of. */
  readonly common: readonly string[];
  /** Whether so many tasks have it that each is better looked up than all of them read; false where not counted. */
  readonly frequent: boolean;
}

/** Words that will do for one that was asked for: `from`, and all that sort after it and before `to`. */
export interface Range {
  /** Of the words asked for, counted from 0. */
  readonly index: number;
  readonly from: string;
  /** Equal to `from` for one word. */
  readonly to: string;
  /** How `from` itself matches; whatever continues it completes a beginning. */
  readonly kind: Kind;
}

/** Sorts after all that continues a beginning. */
export const LAST = "\u{10ffff}";
/** Tasks read for a word, the best and newest first. */
const HEAD = { exact: 1_000, completed: 500 };
/** Completions of a beginning: the shortest of those looked at. */
const COMPLETIONS = { taken: 50, lookedAt: 2_000 };

/** What a match is worth less than the very word in a title, which is 0: by where it stands, then by how it matches. */
export function matchCost(weight: number, kind: Kind): number {
  return (weight - 1) * Object.keys(KINDS).length + KINDS[kind];
}

/** Reads which tasks have words of these ranges, in one statement. One answer for each word asked for, in order. */
export async function readTasks(
  db: Queryable,
  userId: string,
  asked: readonly AskedWord[],
  ranges: readonly Range[],
): Promise<FoundWord[]> {
  const { rows } = await db.query<{ n: number; word: string; weight: number; ids: string }>(SQL, [
    userId,
    ranges.map(({ from }) => from),
    ranges.map(({ to }) => to),
    ranges.map(({ index }) => asked[index]?.weights[0]),
    ranges.map(({ index }) => asked[index]?.weights[1]),
  ]);
  const gathered = asked.map(gather);
  for (const { n, word, weight, ids } of rows) {
    const range = ranges[n - 1];
    const into = range && gathered[range.index];
    if (!into) throw new Error(`the index answered for range ${n} of ${ranges.length}`);
    into.add(word, word === range.from ? range.kind : "beginning", weight, ids.split(","));
  }
  return gathered.map((word) => word.found());
}

const SQL = `SELECT range.n::int AS n, candidate.word, head.weight, head.ids
  FROM unnest($2::text[], $3::text[], $4::smallint[], $5::smallint[])
    WITH ORDINALITY AS range (first, last, lightest, heaviest, n)
  CROSS JOIN LATERAL (
    SELECT range.first AS word
    UNION ALL
    (SELECT word FROM (
       SELECT word FROM user_word WHERE user_id = $1 AND word > range.first AND word < range.last
       ORDER BY word LIMIT ${COMPLETIONS.lookedAt}
     ) AS near ORDER BY length(word), word LIMIT ${COMPLETIONS.taken})
  ) AS candidate
  CROSS JOIN LATERAL (
    SELECT weight, string_agg(task_id::text, ',') AS ids FROM (
      SELECT weight, task_id FROM task_word
      WHERE user_id = $1 AND task_word.word = candidate.word AND weight BETWEEN range.lightest AND range.heaviest
      ORDER BY weight, task_id DESC
      LIMIT CASE WHEN candidate.word = range.first THEN ${HEAD.exact} ELSE ${HEAD.completed} END
    ) AS best GROUP BY weight
  ) AS head`;

/** Collects what the index says of one word asked for. */
function gather(asked: AskedWord) {
  const words = new Map<string, Kind>();
  const tasks = new Map<number, number>();
  const counts = new Map<string, number>();
  return {
    add(word: string, kind: Kind, weight: number, ids: readonly string[]): void {
      words.set(word, kind);
      counts.set(word, (counts.get(word) ?? 0) + ids.length);
      const cost = matchCost(weight, kind);
      for (const text of ids) {
        const id = Number(text);
        const known = tasks.get(id);
        if (known === undefined || cost < known) tasks.set(id, cost);
      }
    },
    found(): FoundWord {
      const common = [...words]
        .filter(
          ([word, kind]) => (counts.get(word) ?? 0) >= (kind === "beginning" ? HEAD.completed : HEAD.exact),
        )
        .map(([word]) => word);
      return { asked, words, tasks, common, frequent: false };
    },
  };
}
