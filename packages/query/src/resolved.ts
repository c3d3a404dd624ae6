import type { Presence } from "./fields.ts";

/**
 * A query in terms of what tasks have: relative dates are in their places, `is:` and `no:` are what they stand for. Every
 * leaf is plainly true or false of a task; where a task lacks the field, it is false.
 */
export type Resolved =
  | { readonly kind: "and" | "or"; readonly nodes: readonly Resolved[] }
  | { readonly kind: "not"; readonly node: Resolved }
  | { readonly kind: "text"; readonly words: Words }
  /** Has these words in that field. */
  | { readonly kind: "words"; readonly field: "title" | "notes"; readonly anyOf: readonly Words[] }
  | { readonly kind: "names"; readonly field: NamedField; readonly anyOf: readonly Name[] }
  | { readonly kind: "status"; readonly status: "open" | "done" }
  | { readonly kind: "recurrence"; readonly anyOf: readonly string[] }
  | { readonly kind: "numbers"; readonly field: NumberField; readonly anyOf: readonly NumberRange[] }
  | { readonly kind: "times"; readonly field: TimeField; readonly anyOf: readonly TimeRange[] }
  | { readonly kind: "has"; readonly what: Presence }
  | { readonly kind: "trashed" };

/** Words of a text. */
export interface Words {
  readonly text: string;
  /** Whether they belong together, in this order. */
  readonly phrase: boolean;
  /** Whether the last may go on. */
  readonly prefix: boolean;
  /** Where they are in the query. */
  readonly column: number;
}

/** A name, or its beginning. */
export interface Name {
  readonly text: string;
  readonly prefix: boolean;
  readonly column: number;
}

/** Fields that hold names. */
export type NamedField = "tag" | "project" | "zone" | "saved";
/** Fields that hold numbers: priorities by rank (0 none to 4 urgent), estimates in minutes. */
export type NumberField = "id" | "version" | "parent" | "project_id" | "priority" | "estimate";
/** Fields that hold times. */
export type TimeField = "due" | "start" | "reminder" | "created" | "updated" | "completed" | "deleted";

/** Numbers from `from` to `to`, both in it; null is open. `"none"`: the field is empty. */
export type NumberRange = { readonly from: number | null; readonly to: number | null } | "none";

/**
 * A stretch of time, for instants and for whole days: from (in it) and before (not in it), null is open. Instants are
 * RFC 3339 in UTC, days plain dates; `infinity`, as PostgreSQL knows it, is after the year 9999.
 */
export interface TimeRange {
  readonly from: string | null;
  readonly before: string | null;
  readonly fromDay: string | null;
  readonly beforeDay: string | null;
}
