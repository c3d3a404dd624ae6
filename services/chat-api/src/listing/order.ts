import type { SortKey, SortName } from "@punctual/query/sort";

/** A column that tasks are sorted by, with its direction; null comes last in either. */
export interface OrderColumn {
  readonly sql: string;
  readonly type: KeyType;
  readonly descending: boolean;
  readonly nullable: boolean;
  /** Whether an index of this order has the tasks that lack it, too. */
  readonly nullsIndexed: boolean;
  /** All its values, the lowest first, where there are but a few. */
  readonly values?: readonly number[];
}

/** Types of keys, as cursors carry them: instants as text in UTC with microseconds. */
export type KeyType = "bigint" | "smallint" | "integer" | "text" | "timestamptz";

type Column = Omit<OrderColumn, "descending">;

const plain = { nullable: false, nullsIndexed: false } as const;
const rare = { nullable: true, nullsIndexed: false } as const;

/** What each sort key is in SQL, on the task `t` and its project `p`. */
const COLUMNS: Readonly<Record<SortName, readonly Column[]>> = {
  priority: [{ sql: "t.priority_rank", type: "smallint", values: [0, 1, 2, 3, 4], ...plain }],
  due: [{ sql: "t.due_key", type: "timestamptz", nullable: true, nullsIndexed: true }],
  title: [{ sql: "t.title_key", type: "text", ...plain }],
  created: [{ sql: "t.created_at", type: "timestamptz", ...plain }],
  updated: [{ sql: "t.updated_at", type: "timestamptz", ...plain }],
  completed: [{ sql: "t.completed_at", type: "timestamptz", ...rare }],
  start: [{ sql: "t.start_at", type: "timestamptz", ...rare }],
  position: [{ sql: "t.position", type: "text", ...plain }],
  // Two projects may have one position.
  project: [
    { sql: "p.position", type: "text", ...rare },
    { sql: "t.project_id", type: "bigint", ...rare },
  ],
  estimate: [{ sql: "t.estimate_minutes", type: "integer", ...rare }],
  id: [{ sql: "t.id", type: "bigint", ...plain }],
};

/** Newest first. */
const DEFAULT: readonly SortKey[] = [{ name: "id", descending: true }];

/**
 * The columns of an order, which always end with the task's id, so that no two tasks are equal: it goes the way of the
 * last key. Priority alone goes on by when tasks are due.
 */
export function orderColumns(sort: readonly SortKey[]): OrderColumn[] {
  const keys = sort.length === 0 ? DEFAULT : sort;
  const last = keys.at(-1);
  const more: SortKey[] = [];
  if (last?.name === "priority" && keys.every(({ name }) => name !== "due")) {
    more.push({ name: "due", descending: false });
  }
  const unique = keys.findIndex(({ name }) => name === "id");
  const used = unique >= 0 ? keys.slice(0, unique + 1) : [...keys, ...more];
  const end = used.at(-1);
  const id: SortKey[] = unique >= 0 ? [] : [{ name: "id", descending: end?.descending ?? true }];
  return [...used, ...id].flatMap(({ name, descending }) =>
    COLUMNS[name].map((column) => ({ ...column, descending })),
  );
}

/** One column's part of ORDER BY. */
export function orderTerm({ sql, descending, nullable }: OrderColumn, present = false): string {
  if (!descending) return sql;
  // Ascending, and where there are no nulls, PostgreSQL's own way is ours: said so, its indexes fit.
  return nullable && !present ? `${sql} DESC NULLS LAST` : `${sql} DESC`;
}
