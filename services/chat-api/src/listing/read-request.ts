import { fold } from "@punctual/contracts/fold";
import type { TaskFilter } from "@punctual/contracts/task";
import type { Query } from "@punctual/query/ast";
import { QueryError } from "@punctual/query/error";
import { parseQuery } from "@punctual/query/parse";
import { parseSort, type SortKey } from "@punctual/query/sort";
import { chatApiErrors } from "../errors.ts";
import type { Reader } from "../store/unit-of-work.ts";
import { expandSaved } from "./saved.ts";

/** What is asked for, with saved filters in their places. */
export interface ListRequest {
  readonly query: Query;
  /** Empty where no order is asked for. */
  readonly sort: readonly SortKey[];
}

/** Reads what a person asks for; throws query_invalid with the place of what is wrong. */
export async function readRequest(
  reader: Reader,
  { filter, query, sort }: Pick<TaskFilter, "filter" | "query" | "sort">,
): Promise<ListRequest> {
  const saved = filter === undefined ? undefined : await readSavedFilter(reader, filter);
  const order = sort ?? saved?.sort ?? "";
  return {
    sort: order === "" ? [] : readSort(order),
    query: await readQuery(reader, [saved?.query, query]),
  };
}

/** Reads an order. */
export function readSort(text: string): SortKey[] {
  return refusing("sort", () => parseSort(text));
}

/** Reads queries, all of which must be true, and puts saved filters in their places. */
export async function readQuery(reader: Reader, texts: readonly (string | undefined)[]): Promise<Query> {
  const queries = texts.flatMap((text) =>
    text === undefined ? [] : [refusing("query", () => parseQuery(text))],
  );
  const [only, ...more] = queries;
  const query: Query = only && more.length === 0 ? only : { kind: "and", nodes: queries, column: 1 };
  try {
    return await expandSaved(reader, query);
  } catch (error) {
    throw told("query", error);
  }
}

/** Runs what reads a person's words; what it refuses is told with the field that they are in. */
export function refusing<T>(field: "query" | "sort", read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw told(field, error);
  }
}

function told(field: "query" | "sort", error: unknown): unknown {
  if (!(error instanceof QueryError)) return error;
  return chatApiErrors.queryInvalid(error.message, {
    errors: [{ field, message: error.message }],
    cause: error,
  });
}

async function readSavedFilter(
  { db, userId }: Reader,
  name: string,
): Promise<{ query: string; sort: string | null }> {
  const { rows } = await db.query<{ query: string; sort: string | null }>(
    "SELECT query, sort FROM saved_filter WHERE user_id = $1 AND name_key = $2",
    [userId, fold(name)],
  );
  if (rows[0]) return rows[0];
  const message = `You have no saved filter "${name}".`;
  throw chatApiErrors.queryInvalid(message, { errors: [{ field: "filter", message }] });
}
