import { type OrderColumn, orderTerm } from "./order.ts";
import type { Param } from "./statement.ts";

/** A key's value in a row, as cursors carry it. */
export type KeyValue = number | string | null;

/**
 * A part of an order, within which an index gives it: tasks of one priority, tasks that have a due date, tasks that
 * lack one. All of a branch comes before all of the next.
 */
export interface Branch {
  /** What the leading columns are. */
  readonly fixed: readonly Fixed[];
  /** The columns that sort within it. */
  readonly order: readonly OrderColumn[];
}

type Fixed =
  | { readonly column: OrderColumn; readonly is: "value"; readonly value: number }
  | { readonly column: OrderColumn; readonly is: "present" | "absent" };

/** Takes an order apart, in its own order; what the query rules out has no part. */
export function branchesOf(columns: readonly OrderColumn[], allows: Allows): Branch[] {
  const [first, ...rest] = columns;
  if (!first) return [{ fixed: [], order: [] }];
  const then = (fixed: Fixed): Branch[] =>
    branchesOf(rest, allows).map((branch) => ({ ...branch, fixed: [fixed, ...branch.fixed] }));
  if (first.values) {
    const values = first.descending ? first.values.toReversed() : first.values;
    const each = values
      .filter((value) => allows.value(first.ids?.sql ?? first.sql, first.ids?.all[value] ?? value))
      .flatMap((value) => then({ column: first, is: "value", value }));
    const lacking = first.nullable && allows.absence(first.ids?.sql ?? first.sql);
    return lacking ? [...each, ...then({ column: first, is: "absent" })] : each;
  }
  if (!first.nullable) return [{ fixed: [], order: columns }];
  if (!allows.absence(first.sql)) return [{ fixed: [], order: columns }];
  const present: Branch = { fixed: [{ column: first, is: "present" }], order: columns };
  return [present, ...then({ column: first, is: "absent" })];
}

/** What a query leaves open of a column. */
export interface Allows {
  value(column: string, value: number): boolean;
  absence(column: string): boolean;
}

/** Whether the row with these keys is in the branch. */
export function isInBranch(
  branch: Branch,
  columns: readonly OrderColumn[],
  keys: readonly KeyValue[],
): boolean {
  return branch.fixed.every((fixed) => {
    const key = keys[columns.indexOf(fixed.column)] ?? null;
    return fixed.is === "value" ? key === fixed.value : (key === null) === (fixed.is === "absent");
  });
}

/** SQL that says whether a task is in the branch. */
export function branchPredicate({ fixed }: Branch, param: Param): string[] {
  return fixed.map((each) => {
    const { type, ids } = each.column;
    const sql = ids?.sql ?? each.column.sql;
    if (each.is === "value") {
      return ids
        ? `${sql} = ${param(ids.all[each.value])}::bigint`
        : `${sql} = ${param(each.value)}::${type}`;
    }
    return `${sql} IS ${each.is === "absent" ? "NULL" : "NOT NULL"}`;
  });
}

/** ORDER BY of a branch. */
export function branchOrder({ fixed, order }: Branch): string {
  const absent = fixed.filter(({ is, column }) => is === "absent" && column.nullsIndexed);
  const direction = order[0]?.descending ?? false;
  // Equal as they are, they say by which index the rest is in order.
  const leading = absent.map(({ column }) =>
    orderTerm({ ...column, descending: direction, nullable: false }),
  );
  const terms = order.map((column, i) => orderTerm(column, i === 0));
  return [...leading, ...terms].join(", ");
}

/** SQL that says whether a task comes after the row with these keys, of the same branch. */
export function afterPredicate(
  { order }: Branch,
  columns: readonly OrderColumn[],
  keys: readonly KeyValue[],
  param: Param,
): string {
  const pairs = order.map((column) => ({ column, key: keys[columns.indexOf(column)] ?? null }));
  const place = ({ column, key }: Pair) => `${param(key)}::${column.type}`;
  const [first, ...rest] = pairs;
  if (!first) return "true";
  const oneWay = rest.every(
    ({ column }) => !column.nullable && column.descending === first.column.descending,
  );
  if (oneWay) {
    const sign = first.column.descending ? "<" : ">";
    return `(${order.map(({ sql }) => sql).join(", ")}) ${sign} (${pairs.map(place).join(", ")})`;
  }
  // The first alone bounds what is read of the index.
  const bound = `${first.column.sql} ${first.column.descending ? "<=" : ">="} ${place(first)}`;
  return `${bound} AND ${lexicographic(pairs, param)}`;
}

interface Pair {
  readonly column: OrderColumn;
  readonly key: KeyValue;
}

function lexicographic([first, ...rest]: readonly Pair[], param: Param): string {
  if (!first) return "false";
  const { sql, type, descending, nullable } = first.column;
  // After null comes nothing.
  if (first.key === null) return `(${sql} IS NULL AND ${lexicographic(rest, param)})`;
  const place = `${param(first.key)}::${type}`;
  const later = [`${sql} ${descending ? "<" : ">"} ${place}`, ...(nullable ? [`${sql} IS NULL`] : [])];
  if (rest.length > 0) later.push(`${sql} = ${place} AND ${lexicographic(rest, param)}`);
  return `(${later.join(" OR ")})`;
}
