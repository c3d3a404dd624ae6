import type { FoundWord } from "./find-words.ts";
import { WEIGHTS } from "./index-words.ts";

/**
 * SQL that says whether the task `t` has a word, to stand anywhere in a condition. Few tasks are named by id, so that
 * they can be read first whatever the order; for a word that many tasks have, each task is looked up in the index as
 * the query passes it.
 *
 * @param param gives a value's place in the statement, such as $3
 */
export function wordPredicate(found: FoundWord, param: (value: unknown) => string): string {
  const either: string[] = [];
  if (found.tasks.size > 0) either.push(`t.id = ANY(${param([...found.tasks.keys()])}::bigint[])`);
  if (found.common.length > 0) {
    either.push(`EXISTS (SELECT FROM task_word WHERE task_word.user_id = t.user_id AND task_word.task_id = t.id
      AND task_word.word = ANY(${param(found.common)}::text[])
      AND task_word.weight = ANY('{${Object.values(WEIGHTS).join()}}'::smallint[]))`);
  }
  return either.length === 0 ? "false" : `(${either.join(" OR ")})`;
}
