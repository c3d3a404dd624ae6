import type { Task } from "@punctual/contracts/task";
import type { Resolved } from "@punctual/query/resolved";
import { type TaskRow, taskColumns, toTask } from "../store/tasks/row.ts";
import type { Reader } from "../store/unit-of-work.ts";
import { allowedBy } from "./allows.ts";
import {
  afterPredicate,
  type Branch,
  branchesOf,
  branchOrder,
  branchPredicate,
  isInBranch,
  type KeyValue,
} from "./branches.ts";
import { keySql } from "./keys.ts";
import type { Known } from "./look-up.ts";
import type { OrderColumn } from "./order.ts";
import { statementFor } from "./statement.ts";
import { wherePredicate } from "./where.ts";

/** Which tasks, in which order, and from where on. */
export interface PageRequest {
  readonly query: Resolved;
  readonly known: Known;
  readonly columns: readonly OrderColumn[];
  /** The keys of the row that the page begins after; null for the first page. */
  readonly after: readonly KeyValue[] | null;
  readonly limit: number;
}

/** A task with its keys in the order. */
export interface ListedRow {
  readonly task: Task;
  readonly keys: readonly KeyValue[];
}

/**
 * Reads a page. The parts of the order are read one after the other until the page is full, which the first mostly
 * does: each is read along an index, whatever comes before or after it.
 */
export async function readPage(reader: Reader, request: PageRequest): Promise<ListedRow[]> {
  const { columns, after, limit } = request;
  const all = branchesOf(columns, allowedBy(request.query));
  const begin = after === null ? 0 : all.findIndex((branch) => isInBranch(branch, columns, after));
  const found: ListedRow[] = [];
  // Where the cursor's part is gone, the query leaves nothing of it; that can only be in a cursor that somebody made.
  for (let i = begin; i >= 0 && i < all.length && found.length < limit; i++) {
    const branch = all[i] as Branch;
    const from = i === begin ? after : null;
    found.push(...(await readBranch(reader, request, branch, from, limit - found.length)));
  }
  return found;
}

/** The statement that reads a part of an order, with its values. */
export function branchStatement(
  userId: string,
  { query, known, columns }: PageRequest,
  branch: Branch,
  after: readonly KeyValue[] | null,
  limit: number,
): { readonly text: string; readonly values: readonly unknown[] } {
  const { param, values } = statementFor(userId);
  const settled = branch.fixed.flatMap(({ is, column }) => (is === "value" ? [column.sql] : []));
  const where = [
    wherePredicate(query, known, param, settled),
    ...branchPredicate(branch, param),
    ...(after ? [afterPredicate(branch, columns, after, param)] : []),
  ];
  const keys = columns.map((column, i) => `${keySql(column)} AS key_${i}`);
  const text = `SELECT ${taskColumns("t")}, ${keys.join(", ")} FROM task AS t
    WHERE ${where.join(" AND ")} ORDER BY ${branchOrder(branch)} LIMIT ${param(limit)}`;
  return { text, values };
}

async function readBranch(
  { db, userId }: Reader,
  request: PageRequest,
  branch: Branch,
  after: readonly KeyValue[] | null,
  limit: number,
): Promise<ListedRow[]> {
  const { text, values } = branchStatement(userId, request, branch, after, limit);
  const { rows } = await db.query<TaskRow & Record<`key_${number}`, KeyValue>>(text, [...values]);
  return rows.map((row) => ({
    task: toTask(row),
    keys: request.columns.map((_, i) => row[`key_${i}`] ?? null),
  }));
}
