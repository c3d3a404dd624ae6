import type { Queryable } from "@punctual/service-kit/database";
import { prepared } from "@punctual/service-kit/database/prepared";
import { together } from "@punctual/service-kit/database/together";
import type pg from "pg";
import { tokenise } from "./tokenise.ts";

/** What a task is found by. A source that is left out on both sides of a change stays indexed as it is. */
export interface TaskText {
  readonly title?: string;
  /** The names of all its tags. */
  readonly tags?: readonly string[];
  readonly project?: string | null;
  readonly notes?: string;
}

/** A task's text before (none: it is new) and after (none: it is gone for good). Trashed tasks stay indexed. */
export interface WordChange {
  readonly taskId: number;
  readonly before?: TaskText | undefined;
  readonly after?: TaskText | undefined;
}

/** Where a word stands, as `task_word.weight` has it: the lower, the better a match. */
export const WEIGHTS = { title: 1, tags: 2, project: 3, notes: 4 } as const;
export type Source = keyof typeof WEIGHTS;

/** Words of the notes that a task is found by, counted once each; a title, tag or project name never has more. */
const WORDS_PER_SOURCE = 400;
/** Rows per statement. */
const BATCH = 20_000;

/** Brings the index of words up to date, in the caller's transaction; see {@link wordStatements}. */
export async function indexWords(
  db: Queryable,
  userId: string,
  changes: readonly WordChange[],
): Promise<void> {
  await together(wordStatements(userId, changes).map((statement) => db.query(statement)));
}

/**
 * The statements that bring the index of words up to date. Send them once with all changes of a write, at its end: new
 * words are written in one order then, so that two writers of one user never wait for each other in a circle.
 */
export function wordStatements(userId: string, changes: readonly WordChange[]): pg.QueryConfig[] {
  const gone: Entry[] = [];
  const come: Entry[] = [];
  for (const { taskId, before, after } of changes) {
    const old = entriesOf(taskId, before);
    const now = entriesOf(taskId, after);
    for (const [key, entry] of old) if (!now.has(key)) gone.push(entry);
    for (const [key, entry] of now) if (!old.has(key)) come.push(entry);
  }
  const words = [...new Set(come.map((entry) => entry.word))].sort(byCodePoint);
  const removed = batches(gone).map((batch) => REMOVE([userId, ...columns(batch)]));
  // Of a short write, both at once.
  if (come.length <= BATCH) return [...removed, ...(come.length > 0 ? [added(userId, words, come)] : [])];
  return [
    ...removed,
    ...batches(words).map((batch) => added(userId, batch, [])),
    ...batches(come).map((batch) => added(userId, [], batch)),
  ];
}

interface Entry {
  readonly word: string;
  readonly weight: number;
  readonly taskId: number;
}

function entriesOf(taskId: number, text: TaskText = {}): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const add = (weight: number, source: string) => {
    const words = new Set<string>();
    for (const { word } of tokenise(source)) {
      if (words.size === WORDS_PER_SOURCE) break;
      words.add(word);
    }
    for (const word of words) entries.set(`${weight}${word}`, { word, weight, taskId });
  };
  if (text.title) add(WEIGHTS.title, text.title);
  for (const tag of text.tags ?? []) add(WEIGHTS.tags, tag);
  if (text.project) add(WEIGHTS.project, text.project);
  if (text.notes) add(WEIGHTS.notes, text.notes);
  return entries;
}

const REMOVE = prepared(
  `DELETE FROM task_word USING unnest($2::text[], $3::smallint[], $4::bigint[]) AS old (word, weight, task_id)
   WHERE task_word.user_id = $1 AND task_word.word = old.word AND task_word.weight = old.weight
     AND task_word.task_id = old.task_id`,
);
const ADD = prepared(
  `WITH vocabulary AS (
     INSERT INTO user_word (user_id, word, reversed)
     SELECT $1, word, reversed FROM unnest($2::text[], $3::text[]) AS new (word, reversed)
     ON CONFLICT DO NOTHING
   )
   INSERT INTO task_word (user_id, word, weight, task_id)
   SELECT $1, word, weight, task_id FROM unnest($4::text[], $5::smallint[], $6::bigint[]) AS new (word, weight, task_id)
   ON CONFLICT DO NOTHING`,
);

function added(userId: string, words: readonly string[], entries: readonly Entry[]): pg.QueryConfig {
  return ADD([userId, words, words.map(reversed), ...columns(entries)]);
}

/** A word from its end, by code points, as `user_word.reversed` has it. */
export function reversed(word: string): string {
  return [...word].reverse().join("");
}

function columns(entries: readonly Entry[]): [string[], number[], number[]] {
  // In the index's order: neighbours share its pages.
  const sorted = [...entries].sort(
    (a, b) => byCodePoint(a.word, b.word) || a.weight - b.weight || b.taskId - a.taskId,
  );
  return [sorted.map((e) => e.word), sorted.map((e) => e.weight), sorted.map((e) => e.taskId)];
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function batches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, i) =>
    all.slice(i * BATCH, (i + 1) * BATCH),
  );
}
