import { normaliseRecur } from "@punctual/schedule/recur";
import { RecurError } from "@punctual/schedule/rule/error";
import { z } from "zod";
import { instant, plainDate } from "./time.ts";

/** A recurrence rule (RFC 5545 section 3.3.10), at most once a day. */
export const rrule = z
  .string()
  .transform((text, context) => {
    try {
      return normaliseRecur(text);
    } catch (error) {
      if (!(error instanceof RecurError)) throw error;
      context.addIssue({ code: "custom", message: error.message });
      return z.NEVER;
    }
  })
  .pipe(z.string())
  .meta({ examples: ["FREQ=WEEKLY;BYDAY=MO"] });

/** Occurrences by themselves: instants, or plain dates for all of a day. */
export const exceptions = z.array(z.union([instant, plainDate])).max(500, "must have at most 500 entries");

/** From the schedule, or counted from when the task was completed. */
export const recurrenceMode = z.enum(["schedule", "completion"]);

/**
 * How a task comes back: by its rule from the schedule, or counted from when it was completed; without the occurrences
 * in `exdates` and with those in `rdates` besides (RFC 5545 sections 3.8.5.1 and 3.8.5.2).
 */
export const recurrence = z.strictObject({
  rrule,
  mode: recurrenceMode.default("schedule"),
  exdates: exceptions.default([]),
  rdates: exceptions.default([]),
});

/** A recurrence as it is shown. */
export const shownRecurrence = z.strictObject({
  rrule: z.string(),
  mode: recurrenceMode,
  exdates: z.array(z.string()),
  rdates: z.array(z.string()),
});
