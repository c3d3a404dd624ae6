/** What the grammar reads, before fields and values are looked up. Columns count from 1, in UTF-16 units. */
export type RawNode =
  | { readonly kind: "and" | "or"; readonly nodes: readonly RawNode[]; readonly column: number }
  | { readonly kind: "not"; readonly node: RawNode; readonly column: number }
  | (RawText & { readonly kind: "text" })
  | RawCondition;

/** Text as it was written: a word, or whatever is in quotes; `star` where a `*` follows it. */
export interface RawText {
  readonly text: string;
  readonly quoted: boolean;
  readonly star: boolean;
  readonly column: number;
}

/** `field:value`, `field>=value` and the like. */
export interface RawCondition {
  readonly kind: "condition";
  /** As it was written. */
  readonly field: string;
  readonly operator: ":" | "<" | "<=" | ">" | ">=";
  readonly operatorColumn: number;
  readonly items: readonly RawItem[];
  readonly column: number;
}

/** One value, or a range of which an end may be left out. */
export type RawItem =
  | (RawText & { readonly kind: "value" })
  | {
      readonly kind: "range";
      readonly from: RawText | null;
      readonly to: RawText | null;
      readonly column: number;
    };
