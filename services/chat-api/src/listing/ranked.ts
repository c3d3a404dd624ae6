import type { Resolved } from "@punctual/query/resolved";
import type { FoundText } from "../search/find-texts.ts";
import { rankTasks } from "../search/rank-tasks.ts";
import { findTasks } from "../store/tasks/read.ts";
import type { Reader } from "../store/unit-of-work.ts";
import type { KeyValue } from "./branches.ts";
import { cursorInvalid } from "./cursor.ts";
import type { Known } from "./look-up.ts";
import type { ListedRow } from "./page.ts";
import { wherePredicate } from "./where.ts";

/** A page of tasks with these words, the best first. */
export interface RankedRequest {
  readonly query: Resolved;
  readonly known: Known;
  /** The words that every task of the list has; the query says so, too. */
  readonly texts: readonly FoundText[];
  readonly after: readonly KeyValue[] | null;
  readonly limit: number;
}

/** Reads the page; the keys of a row are its cost and its id. */
export async function readRanked(
  reader: Reader,
  { query, known, texts, after, limit }: RankedRequest,
): Promise<ListedRow[]> {
  const others = { kind: "and", nodes: nodesOf(query).filter(({ kind }) => kind !== "text") } as const;
  const { places } = await rankTasks(reader, texts, {
    filter: (param) => wherePredicate(others, known, param),
    filtered: others.nodes.length > 0,
    limit,
    after: after ? placeOf(after) : undefined,
  });
  const ids = places.map(({ id }) => id);
  const tasks = await findTasks(reader, ids, { trashed: true });
  const taskOf = new Map(tasks.map((task) => [task.id, task]));
  return places.flatMap(({ id, cost }) => {
    const task = taskOf.get(id);
    return task ? [{ task, keys: [cost, id] }] : [];
  });
}

function nodesOf(query: Resolved): readonly Resolved[] {
  return query.kind === "and" ? query.nodes : [query];
}

function placeOf(keys: readonly KeyValue[]): { cost: number; id: number } {
  const [cost, id] = keys;
  const fit =
    keys.length === 2 && typeof cost === "number" && typeof id === "number" && Number.isSafeInteger(id);
  if (!fit) throw cursorInvalid();
  return { cost, id };
}
