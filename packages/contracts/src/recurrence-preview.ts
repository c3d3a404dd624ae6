import { z } from "zod";
import { plannedOccurrence } from "./occurrences.ts";
import { exceptions, recurrenceMode, rrule } from "./recurrence.ts";
import { line } from "./text.ts";
import { instant, plainDate, timeZone } from "./time.ts";

/** A recurrence in words, such as `every weekday at 8:30`. */
export const recurrenceText = line
  .min(1, "must not be empty")
  .max(300, "must have at most 300 characters")
  .meta({ examples: ["every 2nd tuesday at 9:00"] });

const WALL = "must be a wall time such as 2026-11-23T09:00, or a date";
const wallTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, WALL)
  .refine(isWallTime, "must be a day and time that there are, such as 2026-11-23T09:00")
  .meta({ examples: ["2026-11-23T09:00"] });

function isWallTime(text: string): boolean {
  const moment = Date.parse(`${text}Z`);
  if (Number.isNaN(moment) || text.startsWith("0000")) return false;
  return new Date(moment).toISOString().startsWith(text.slice(0, 16));
}

const wanted = {
  rrule: rrule.optional().describe("A rule; or give `text`."),
  text: recurrenceText.optional().describe("The same in words; or give `rrule`."),
  start: z
    .union([wallTime, plainDate], { error: WALL })
    .optional()
    .describe(
      "A wall time in `time_zone`, or a date where only days are meant. Without it: now, or what the words say.",
    ),
  time_zone: timeZone.optional().describe("Without it, your own zone, or UTC."),
  count: z.int().min(1).max(200).default(10),
  after: z.union([instant, plainDate]).optional().describe("Only those after it."),
  exdates: exceptions.default([]),
  rdates: exceptions.default([]),
};

/** What `POST /api/recurrence/preview` is asked: what a rule, or words, would give. */
export const recurrencePreviewRequest = z
  .strictObject(wanted)
  .refine(({ rrule, text }) => (rrule === undefined) !== (text === undefined), {
    path: ["rrule"],
    error: "give either rrule or text",
  });
/** What a preview is asked for. */
export type RecurrencePreviewRequest = z.output<typeof recurrencePreviewRequest>;

/** What it answers: the rule as it is understood, in both ways, and its first occurrences. */
export const recurrencePreview = z.strictObject({
  rrule: z.string(),
  mode: recurrenceMode,
  text: z.string(),
  start: z.string(),
  occurrences: z.array(plannedOccurrence),
});
/** What a preview answers. */
export type RecurrencePreview = z.infer<typeof recurrencePreview>;
