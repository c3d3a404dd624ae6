import type { FieldName, Operator } from "./fields.ts";
import type { DateExpression } from "./values/date.ts";

/**
 * A query as it was meant, before relative dates are put in their places. `and` without nodes is the empty query, which
 * everything fits. Columns count from 1, in UTF-16 units.
 */
export type Query =
  | { readonly kind: "and" | "or"; readonly nodes: readonly Query[]; readonly column: number }
  | { readonly kind: "not"; readonly node: Query; readonly column: number }
  | FreeText
  | Condition;

/** Words to look for anywhere in a task. */
export interface FreeText {
  readonly kind: "text";
  readonly text: string;
  /** Whether the words belong together, in this order. */
  readonly phrase: boolean;
  /** Whether the last word may go on. */
  readonly prefix: boolean;
  readonly column: number;
}

/** `field:a,b`, `field>=v`: with `:` any of the values and ranges, with the others exactly one value. */
export interface Condition {
  readonly kind: "condition";
  readonly field: FieldName;
  readonly operator: Operator;
  readonly values: readonly (Value | Range)[];
  readonly column: number;
}

/** `a..b`: both ends are in it; an end that is left out is open. */
export interface Range {
  readonly kind: "range";
  readonly from: Value | null;
  readonly to: Value | null;
  readonly column: number;
}

/** One value, by the kind of its field. */
export type Value =
  | { readonly kind: "choice"; readonly name: string; readonly column: number }
  | { readonly kind: "name"; readonly text: string; readonly prefix: boolean; readonly column: number }
  | {
      readonly kind: "words";
      readonly text: string;
      readonly phrase: boolean;
      readonly prefix: boolean;
      readonly column: number;
    }
  /** `null` is "none". */
  | { readonly kind: "number"; readonly number: number | null; readonly column: number }
  | { readonly kind: "duration"; readonly minutes: number; readonly column: number }
  | { readonly kind: "date"; readonly date: DateExpression; readonly column: number };
