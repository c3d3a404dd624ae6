import type { FoundText } from "./find-texts.ts";
import type { FoundWord } from "./read-tasks.ts";

/** Gives a value its place in a statement, such as `$3`. */
export type Param = (value: unknown) => string;

/**
 * SQL that says whether the task `t` has a text: all its words, a phrase's in their order. It may stand anywhere in a
 * condition. Text without words (punctuation) fits every task.
 */
export function textPredicate(found: FoundText, param: Param): string {
  const conditions = found.words.map((word) => wordPredicate(word, param));
  return conditions.length === 0 ? "true" : `(${conditions.join(" AND ")})`;
}

/**
 * Few tasks are named by id, so that they can be read first whatever the order; for a word that many tasks have, each
 * task is looked up in the index as the query passes it.
 */
function wordPredicate({ tasks, common, asked }: FoundWord, param: Param): string {
  const either: string[] = [];
  if (tasks.size > 0) either.push(`t.id = ANY(${param([...tasks.keys()])}::bigint[])`);
  if (common.length > 0) {
    const [lightest, heaviest] = asked.weights;
    const weights = Array.from({ length: heaviest - lightest + 1 }, (_, i) => lightest + i);
    // All columns of the index are given, or each look would read all of the word.
    either.push(`EXISTS (SELECT FROM task_word WHERE task_word.user_id = t.user_id AND task_word.task_id = t.id
      AND task_word.word = ANY(${param(common)}::text[]) AND task_word.weight = ANY(${param(weights)}::smallint[]))`);
  }
  return either.length === 0 ? "false" : `(${either.join(" OR ")})`;
}
