import type { Rule } from "../rule/rule.ts";

/** When something is due: on a plain date, or at a wall time (`2026-11-23T09:00:00`) in the caller's zone. */
export type QuickDue =
  | { readonly kind: "date"; readonly date: string }
  | { readonly kind: "wall"; readonly local: string };

/** A reminder: so long before it is due (ISO 8601), or at a wall time. */
export type QuickReminder = { readonly before: string } | { readonly local: string };

/** What a part of the text was taken for. */
export const PART_KINDS = [
  ...(["due", "recurrence", "tag", "project"] as const),
  ...(["priority", "reminder", "estimate"] as const),
] as const;
/** What a part of the text was taken for. */
export type PartKind = (typeof PART_KINDS)[number];

/** A part of the text that was taken, in UTF-16 units. */
export interface Part {
  readonly kind: PartKind;
  readonly start: number;
  readonly end: number;
}

/** Something that looks as if it meant more, and stays in the title. */
export interface Notice {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** Priorities that can be said. */
export const QUICK_PRIORITIES = ["urgent", "high", "medium", "low"] as const;

/** A task as one line says it. */
export interface QuickAdd {
  /** What is left once all that was taken is out. */
  readonly title: string;
  readonly due?: QuickDue;
  readonly recurrence?: { readonly rule: Rule; readonly mode: "schedule" | "completion" };
  readonly tags: readonly string[];
  readonly project?: string;
  readonly priority?: (typeof QUICK_PRIORITIES)[number];
  readonly reminders: readonly QuickReminder[];
  /** In minutes. */
  readonly estimate?: number;
  /** In the order of the text. */
  readonly parts: readonly Part[];
  readonly notices: readonly Notice[];
}
