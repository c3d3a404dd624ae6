import type { Queryable } from "@punctual/service-kit/database";
import { prepared } from "@punctual/service-kit/database/prepared";
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
/** Words asked for at once up to which each gets all of {@link MOST}; more of them share that. */
const FULL = 8;
/** What is read for a word: its tasks, its completions (the shortest of those looked at) and their tasks. */
const MOST = { tasks: 500, completions: 50, completedTasks: 250 };
const LEAST = { tasks: 50, completions: 5, completedTasks: 25 };
const COMPLETIONS_LOOKED_AT = 2_000;

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
  const limits = limitsFor(ranges.length);
  const { rows } = await db.query<{ n: number; word: string; weight: number; ids: string }>(
    SQL([
      userId,
      ranges.map(({ from }) => from),
      ranges.map(({ to }) => to),
      ranges.map(({ index }) => asked[index]?.weights[0]),
      ranges.map(({ index }) => asked[index]?.weights[1]),
      limits.tasks,
      limits.completions,
      limits.completedTasks,
    ]),
  );
  const gathered = asked.map((word) => gather(word, limits));
  for (const { n, word, weight, ids } of rows) {
    const range = ranges[n - 1];
    const into = range && gathered[range.index];
    if (!into) throw new Error(`the index answered for range ${n} of ${ranges.length}`);
    into.add(word, word === range.from ? range.kind : "beginning", weight, ids.split(","));
  }
  return gathered.map((word) => word.found());
}

const SQL = prepared(`SELECT range.n::int AS n, candidate.word, head.weight, head.ids
  FROM unnest((SELECT $2::text[]), $3::text[], $4::smallint[], $5::smallint[])
    WITH ORDINALITY AS range (first, last, lightest, heaviest, n)
  CROSS JOIN LATERAL (
    SELECT range.first AS word
    UNION ALL
    (SELECT word FROM (
       SELECT word FROM user_word WHERE user_id = $1 AND word > range.first AND word < range.last
       ORDER BY word LIMIT ${COMPLETIONS_LOOKED_AT}
     ) AS near ORDER BY length(word), word LIMIT $7)
  ) AS candidate
  CROSS JOIN LATERAL (
    SELECT weight, string_agg(task_id::text, ',') AS ids FROM (
      SELECT weight, task_id FROM task_word
      WHERE user_id = $1 AND task_word.word = candidate.word AND weight BETWEEN range.lightest AND range.heaviest
      ORDER BY weight, task_id DESC
      LIMIT CASE WHEN candidate.word = range.first THEN $6::int ELSE $8::int END
    ) AS best GROUP BY weight
  ) AS head`);

type Limits = Readonly<Record<keyof typeof MOST, number>>;

function limitsFor(words: number): Limits {
  const share = (of: keyof Limits) =>
    Math.max(LEAST[of], Math.floor((MOST[of] * FULL) / Math.max(FULL, words)));
  return {
    tasks: share("tasks"),
    completions: share("completions"),
    completedTasks: share("completedTasks"),
  };
}

/** Collects what the index says of one word asked for. */
function gather(asked: AskedWord, limits: Limits) {
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
          ([word, kind]) =>
            (counts.get(word) ?? 0) >= (kind === "beginning" ? limits.completedTasks : limits.tasks),
        )
        .map(([word]) => word);
      return { asked, words, tasks, common, frequent: false };
    },
  };
}
