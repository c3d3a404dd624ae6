import type { ListedTask, Task, TaskFilter, TaskPage } from "@punctual/contracts/task";
import { print } from "@punctual/query/print";
import { resolve } from "@punctual/query/resolve";
import type { Resolved } from "@punctual/query/resolved";
import { printSort } from "@punctual/query/sort";
import type { FoundText } from "../search/find-texts.ts";
import { highlight } from "../search/highlight.ts";
import type { Reader } from "../store/unit-of-work.ts";
import { bindingOf, decodeCursor, encodeCursor } from "./cursor.ts";
import { checkKeys } from "./keys.ts";
import { type Known, lookUp } from "./look-up.ts";
import { orderColumns } from "./order.ts";
import { type ListedRow, readPage } from "./page.ts";
import { projectOrder } from "./project-order.ts";
import { readRanked } from "./ranked.ts";
import { readRequest, refusing } from "./read-request.ts";
import { asksForTrash } from "./where.ts";

/**
 * One page of the tasks that fit a query, in the order asked for. Without one, those with the words that are looked for
 * come best first, all others newest first.
 *
 * @param clock gives now, in milliseconds since 1970
 */
export async function listTasks(
  reader: Reader,
  filter: TaskFilter,
  clock: () => number = Date.now,
): Promise<TaskPage> {
  const { query, sort } = await readRequest(reader, filter);
  const { time_zone, cursor, limit } = filter;
  const binding = bindingOf([reader.userId, print(query), printSort(sort), time_zone]);
  const place = cursor === undefined ? null : decodeCursor(binding, cursor);

  const now = place?.now ?? clock();
  const resolved = refusing("query", () => resolve(query, { now, timeZone: time_zone }));
  const known = await lookUp(reader, resolved, sort.length === 0);
  const texts = textsOf(resolved, known);
  const ranked = sort.length === 0 && texts.some(({ words }) => words.length > 0);
  // One more than asked for tells whether there is a next page.
  const page = { query: resolved, known, after: place?.keys ?? null, limit: limit + 1 };
  const found = ranked
    ? await readRanked(reader, { ...page, texts })
    : await readOrdered(reader, { ...page, sort });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > items.length && last;
  return {
    items: items.map(({ task }) => highlighted(task, texts)),
    next_cursor: more ? encodeCursor(binding, { now, keys: last.keys }) : null,
  };
}

type Unordered = Omit<Parameters<typeof readPage>[1], "columns">;

async function readOrdered(
  reader: Reader,
  { sort, ...page }: Unordered & { readonly sort: Parameters<typeof orderColumns>[0] },
): Promise<ListedRow[]> {
  const projects = await projectOrder(reader, sort, asksForTrash(page.query));
  const columns = orderColumns(sort, projects);
  if (page.after) checkKeys(columns, page.after);
  return readPage(reader, { ...page, columns });
}

/** Words that every task of the list has. */
function textsOf(query: Resolved, known: Known): FoundText[] {
  const nodes = query.kind === "and" ? query.nodes : [query];
  return nodes.flatMap((node) => (node.kind === "text" ? [known.text(node.words)] : []));
}

function highlighted(task: ListedRow["task"], texts: readonly FoundText[]): ListedTask {
  return texts.length === 0 ? task : { ...task, highlights: highlight(texts, task) };
}

/** The tasks of a page alone, for those who can't show where the words are that were looked for. */
export function withoutHighlights({ items }: TaskPage): Task[] {
  return items.map(({ highlights: _, ...task }) => task);
}
