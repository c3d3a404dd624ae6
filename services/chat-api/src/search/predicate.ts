import { weightsOf } from "./asked.ts";
import type { FoundText } from "./find-texts.ts";
import type { FoundWord } from "./read-tasks.ts";
import { hasShortWords } from "./tokenise.ts";

/** Gives a value its place in a statement, such as `$3`. */
export type Param = (value: unknown) => string;

/**
 * SQL that says whether the task `t` has a text: all its words, a phrase's in their order. It may stand anywhere in a
 * condition. Text without words (punctuation) fits every task.
 */
export function textPredicate(found: FoundText, param: Param): string {
  const conditions = found.words.map((word) => wordPredicate(word, param));
  return `(${[...conditions, phrasePredicate(found, param)].join(" AND ")})`;
}

/** What PostgreSQL has no text with (NUL), and what half a surrogate pair becomes on the way to it. */
const UNFIT = /[\p{Cc}\p{Cs}\ufffd]/gu;

/** SQL that says whether the task `t`, which has all words of the text, has them as a phrase, if it is one. */
export function phrasePredicate({ asked, words }: FoundText, param: Param): string {
  if (!asked.phrase || words.length < 2) return "true";
  const phrase = trimmed(asked.text, asked.prefix, `word_text(${param(asked.text.replace(UNFIT, " "))})`);
  const likely = param(`%${words.map((word) => word.asked.word).join("%")}%`);
  // Most texts are ASCII, and most of those are told quickly not to have the phrase.
  const has = (text: string) =>
    `((octet_length(${text}) <> length(${text}) OR lower(${text}) LIKE ${likely}) AND strpos(word_text(${text}), ${phrase}) > 0)`;
  const places = {
    title: has("t.title"),
    notes: has("t.notes"),
    tags: `EXISTS (SELECT FROM task_tag JOIN tag ON tag.id = task_tag.tag_id
      WHERE task_tag.task_id = t.id AND task_tag.user_id = t.user_id AND ${has("tag.name")})`,
    project: `EXISTS (SELECT FROM project
      WHERE project.id = t.project_id AND project.user_id = t.user_id AND ${has("project.name")})`,
  };
  return asked.source ? places[asked.source] : `(${Object.values(places).join(" OR ")})`;
}

/** word_text puts a space around each word; at an end that needn't be a word's, it goes. */
function trimmed(text: string, prefix: boolean, sql: string): string {
  const letters = text.match(/[\p{L}\p{N}]/gu) ?? [];
  const opened = hasShortWords(letters[0] ?? "") ? `ltrim(${sql})` : sql;
  return prefix || hasShortWords(letters.at(-1) ?? "") ? `rtrim(${opened})` : opened;
}

/**
 * Few tasks are named by id, so that they can be read first whatever the order; for a word that many tasks have, each
 * task is looked up in the index as the query passes it.
 */
function wordPredicate({ tasks, common, frequent, asked }: FoundWord, param: Param): string {
  const either: string[] = [];
  if (tasks.size > 0) either.push(`t.id = ANY(${param([...tasks.keys()])}::bigint[])`);
  if (common.length > 0) {
    // All columns of the index are given, or each look would read all of the word.
    const entries = `FROM task_word WHERE task_word.user_id = t.user_id AND task_word.task_id = t.id
      AND task_word.word = ANY(${param(common)}::text[])
      AND task_word.weight = ANY(${param(weightsOf(asked))}::smallint[])`;
    // With a LIMIT, PostgreSQL doesn't read the whole word beforehand, as it should of one that isn't frequent.
    either.push(
      frequent ? `coalesce((SELECT true ${entries} LIMIT 1), false)` : `EXISTS (SELECT ${entries})`,
    );
  }
  return either.length === 0 ? "false" : `(${either.join(" OR ")})`;
}
