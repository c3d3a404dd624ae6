import { fold } from "@punctual/contracts/fold";
import type { TaskFilter, TaskPage } from "@punctual/contracts/task";
import type { Query } from "@punctual/query/ast";
import { QueryError } from "@punctual/query/error";
import { parseQuery } from "@punctual/query/parse";
import { print } from "@punctual/query/print";
import { resolve } from "@punctual/query/resolve";
import { parseSort, printSort, type SortKey } from "@punctual/query/sort";
import { chatApiErrors } from "../errors.ts";
import type { Reader } from "../store/unit-of-work.ts";
import { bindingOf, decodeCursor, encodeCursor } from "./cursor.ts";
import { checkKeys } from "./keys.ts";
import { lookUp } from "./look-up.ts";
import { orderColumns } from "./order.ts";
import { readPage } from "./page.ts";
import { expandSaved } from "./saved.ts";

/** One page of the tasks that fit a query, in the order asked for. */
export async function listTasks(
  reader: Reader,
  filter: TaskFilter,
  clock: () => number = Date.now,
): Promise<TaskPage> {
  const saved = filter.filter === undefined ? undefined : await readFilter(reader, filter.filter);
  const sort = readSort(filter.sort ?? saved?.sort ?? "");
  const query = await readQuery(reader, [saved?.query, filter.query]);
  const binding = bindingOf([reader.userId, print(query), printSort(sort), filter.time_zone]);
  const place = filter.cursor === undefined ? null : decodeCursor(binding, filter.cursor);
  const columns = orderColumns(sort);
  if (place) checkKeys(columns, place.keys);

  const now = place?.now ?? clock();
  const resolved = refusing("query", () => resolve(query, { now, timeZone: filter.time_zone }));
  const known = await lookUp(reader, resolved);
  // One more than asked for tells whether there is a next page.
  const request = { query: resolved, known, columns, after: place?.keys ?? null, limit: filter.limit + 1 };
  const found = await readPage(reader, request);
  const items = found.slice(0, filter.limit);
  const last = items.at(-1);
  const more = found.length > items.length && last;
  return {
    items: items.map(({ task }) => task),
    next_cursor: more ? encodeCursor(binding, { now, keys: last.keys }) : null,
  };
}

/** Runs what reads a person's words; what it refuses is told with the field that they are in. */
export function refusing<T>(field: "query" | "sort", read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof QueryError ? queryInvalid(field, error) : error;
  }
}

function queryInvalid(field: "query" | "sort", error: QueryError): Error {
  return chatApiErrors.queryInvalid(error.message, {
    errors: [{ field, message: error.message }],
    cause: error,
  });
}

function readSort(text: string): SortKey[] {
  return text === "" ? [] : refusing("sort", () => parseSort(text));
}

/** Both must be true. */
async function readQuery(reader: Reader, texts: readonly (string | undefined)[]): Promise<Query> {
  const queries = texts.flatMap((text) =>
    text === undefined ? [] : [refusing("query", () => parseQuery(text))],
  );
  const [only, ...more] = queries;
  const query: Query = only && more.length === 0 ? only : { kind: "and", nodes: queries, column: 1 };
  try {
    return await expandSaved(reader, query);
  } catch (error) {
    throw error instanceof QueryError ? queryInvalid("query", error) : error;
  }
}

async function readFilter(
  { db, userId }: Reader,
  name: string,
): Promise<{ query: string; sort: string | null } | undefined> {
  const { rows } = await db.query<{ query: string; sort: string | null }>(
    "SELECT query, sort FROM saved_filter WHERE user_id = $1 AND name_key = $2",
    [userId, fold(name)],
  );
  if (!rows[0]) throw chatApiErrors.filterNotFound(`You have no saved filter "${name}".`);
  return rows[0];
}
