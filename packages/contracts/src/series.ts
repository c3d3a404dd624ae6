import { z } from "zod";
import { line, text } from "./text.ts";
import { duration } from "./time.ts";

/** A wall time in the task's zone (`2026-11-23T09:00:00`) or, where only days are meant, a plain date. */
export const localMoment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?$/, "must be such as 2026-11-23T09:00:00 or 2026-11-23")
  .meta({ examples: ["2026-11-23T09:00:00"] });

/** Fields that one occurrence can have for itself, and that the next ones have again as they were. */
export const occurrenceTemplate = z
  .strictObject({
    title: line,
    notes: text,
    priority: z.enum(["none", "low", "medium", "high", "urgent"]),
    tags: z.array(z.string()),
    estimate: duration.nullable(),
  })
  .partial();
/** Fields that one occurrence has for itself, as the others have them. */
export type OccurrenceTemplate = z.infer<typeof occurrenceTemplate>;

/**
 * Where a task that recurs, or did, stands in its series. It is kept for it: nobody sets it. `id` is the first task's;
 * `start` is what the rule counts from (DTSTART, RFC 5545 section 3.8.2.4); `occurrence` says which one this task is,
 * whatever it was postponed to since (RECURRENCE-ID, section 3.8.4.4).
 */
export const series = z.strictObject({
  id: z.int().positive(),
  start: localMoment,
  occurrence: localMoment,
  /** The how manieth task since `start`, from 1. */
  number: z.int().positive(),
  /** How many occurrences before this one went by while an earlier one was still open. */
  missed: z.int().min(0),
  /** Where this occurrence was changed for itself: what the next ones go back to. */
  template: occurrenceTemplate.optional(),
});
/** Where a task stands in its series. */
export type Series = z.infer<typeof series>;
