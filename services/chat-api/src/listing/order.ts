import type { SortKey, SortName } from "@punctual/query/sort";

/** A column that tasks are sorted by, with its direction; null comes last in either. */
export interface OrderColumn {
  readonly sql: string;
  readonly type: KeyType;
  readonly descending: boolean;
  readonly nullable: boolean;
  /** Whether an index of this order has the tasks that lack it, too. */
  readonly nullsIndexed: boolean;
  /** All its values but null, in ascending order, where there are but a few. */
  readonly values?: readonly number[];
  /** Where the value n stands for the nth id (from 0): that column and those ids, for which there is an index. */
  readonly ids?: { readonly sql: string; readonly all: readonly number[] };
}

/** Types of keys, as cursors carry them: instants as text in UTC with microseconds. */
export type KeyType = "bigint" | "smallint" | "integer" | "text" | "timestamptz";

type Column = Omit<OrderColumn, "descending">;

const plain = { nullable: false, nullsIndexed: false } as const;
const rare = { nullable: true, nullsIndexed: false } as const;

/** What each sort key is in SQL, on the task `t`. */
const COLUMNS: Readonly<Record<Exclude<SortName, "project">, Column>> = {
  priority: { sql: "t.priority_rank", type: "smallint", values: [0, 1, 2, 3, 4], ...plain },
  due: { sql: "t.due_key", type: "timestamptz", nullable: true, nullsIndexed: true },
  title: { sql: "t.title_key", type: "text", ...plain },
  created: { sql: "t.created_at", type: "timestamptz", ...plain },
  updated: { sql: "t.updated_at", type: "timestamptz", ...plain },
  completed: { sql: "t.completed_at", type: "timestamptz", ...rare },
  start: { sql: "t.start_at", type: "timestamptz", ...rare },
  position: { sql: "t.position", type: "text", ...plain },
  estimate: { sql: "t.estimate_minutes", type: "integer", ...rare },
  id: { sql: "t.id", type: "bigint", ...plain },
};

/** The place of the task's project among the user's: there is no index of that, but one of each project. */
function projectColumn(projects: readonly number[]): Column {
  return {
    // Ids from the database, no words of a person's.
    sql: `array_position('{${projects.map(Number).join()}}'::bigint[], t.project_id) - 1`,
    type: "integer",
    values: projects.map((_, place) => place),
    ids: { sql: "t.project_id", all: projects },
    ...rare,
  };
}

/** Newest first. */
const DEFAULT: readonly SortKey[] = [{ name: "id", descending: true }];

/**
 * The columns of an order, which always end with the task's id, so that no two tasks are equal: it goes the way of the
 * last key. Priority at the end goes on by when tasks are due, project by manual order.
 *
 * @param projects ids of all projects that listed tasks can be in, in their order
 */
export function orderColumns(sort: readonly SortKey[], projects: readonly number[]): OrderColumn[] {
  const keys = sort.length === 0 ? DEFAULT : sort;
  const last = keys.at(-1);
  const more: SortKey[] = [];
  if (last?.name === "priority" && keys.every(({ name }) => name !== "due")) {
    more.push({ name: "due", descending: false });
  }
  if (last?.name === "project" && keys.every(({ name }) => name !== "position")) {
    more.push({ name: "position", descending: false });
  }
  const unique = keys.findIndex(({ name }) => name === "id");
  const used = unique >= 0 ? keys.slice(0, unique + 1) : [...keys, ...more];
  const end = used.at(-1);
  const id: SortKey[] = unique >= 0 ? [] : [{ name: "id", descending: end?.descending ?? true }];
  return [...used, ...id].map(({ name, descending }) => ({
    ...(name === "project" ? projectColumn(projects) : COLUMNS[name]),
    descending,
  }));
}

/** One column's part of ORDER BY. */
export function orderTerm({ sql, descending, nullable }: OrderColumn, present = false): string {
  if (!descending) return sql;
  // Ascending, and where there are no nulls, PostgreSQL's own way is ours: said so, its indexes fit.
  return nullable && !present ? `${sql} DESC NULLS LAST` : `${sql} DESC`;
}
