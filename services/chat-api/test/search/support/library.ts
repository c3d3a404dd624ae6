import { migrations } from "@punctual/chat-api/migrations";
import type { SearchText } from "@punctual/chat-api/search/asked";
import { type FoundText, findTexts } from "@punctual/chat-api/search/find-texts";
import { indexWords, type TaskText, type WordChange } from "@punctual/chat-api/search/index-words";
import { type Place, type RankedPage, rankTasks } from "@punctual/chat-api/search/rank-tasks";
import { asPerson, type Reader } from "@punctual/chat-api/store/unit-of-work";
import { createTestDatabase } from "../../../../../test/support/postgres-database.ts";

/** What a task is found by, here with a title. */
export type Draft = string | (TaskText & { readonly title: string });

/** People's tasks, written and searched as the role that row-level security holds for. */
export interface Library {
  /** Runs something as this person. */
  as<T>(userId: string, work: (reader: Reader) => Promise<T>): Promise<T>;
  /** Makes tasks and indexes them; gives their ids, in order. */
  add(userId: string, drafts: readonly Draft[]): Promise<number[]>;
  index(userId: string, changes: readonly WordChange[]): Promise<void>;
  find(userId: string, texts: readonly (string | SearchText)[]): Promise<FoundText[]>;
  /** One page of the tasks outside the trash. */
  page(
    userId: string,
    texts: readonly (string | SearchText)[],
    page?: Partial<RankedPage>,
  ): Promise<{ places: Place[]; more: boolean }>;
  /** The titles of the first page, the best first. */
  titles(userId: string, ...texts: (string | SearchText)[]): Promise<string[]>;
}

/** A phrase in quotes. */
export function phrase(text: string): SearchText {
  return { text, phrase: true, prefix: false };
}

/** Makes the library on a database of the calling file's own. */
export async function openLibrary(): Promise<Library> {
  const { pool } = await createTestDatabase(migrations);
  const as: Library["as"] = (userId, work) => asPerson(pool, userId, work);
  const find = ({ db, userId }: Reader, texts: readonly (string | SearchText)[]) =>
    findTexts(
      db,
      userId,
      texts.map((text) => (typeof text === "string" ? { text, phrase: false, prefix: false } : text)),
    );
  const page: Library["page"] = (userId, texts, options = {}) =>
    as(userId, async (reader) =>
      rankTasks(reader, await find(reader, texts), {
        filtered: true,
        filter: () => "t.deleted_at IS NULL",
        limit: 50,
        ...options,
      }),
    );
  return {
    as,
    page,
    find: (userId, texts) => as(userId, (reader) => find(reader, texts)),
    index: (userId, changes) => as(userId, ({ db }) => indexWords(db, userId, changes)),
    add: (userId, drafts) => as(userId, (reader) => addTasks(reader, drafts)),
    async titles(userId, ...texts) {
      const { places } = await page(userId, texts);
      return as(userId, ({ db }) => titlesOf(db, places));
    },
  };
}

async function addTasks({ db, userId }: Reader, drafts: readonly Draft[]): Promise<number[]> {
  const tasks = drafts.map((draft) => (typeof draft === "string" ? { title: draft } : draft));
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO task (user_id, title, notes, priority)
     SELECT $1, title, notes, 'none' FROM unnest($2::text[], $3::text[]) AS new (title, notes) RETURNING id`,
    [userId, tasks.map(({ title }) => title), tasks.map(({ notes }) => notes ?? "")],
  );
  const ids = rows.map(({ id }) => id);
  await indexWords(
    db,
    userId,
    tasks.flatMap((after, i) => (ids[i] === undefined ? [] : [{ taskId: ids[i], after }])),
  );
  return ids;
}

async function titlesOf(db: Reader["db"], places: readonly Place[]): Promise<string[]> {
  const { rows } = await db.query<{ title: string }>(
    `SELECT title FROM unnest($1::bigint[]) WITH ORDINALITY AS place (id, n) JOIN task USING (id) ORDER BY n`,
    [places.map(({ id }) => id)],
  );
  return rows.map(({ title }) => title);
}
