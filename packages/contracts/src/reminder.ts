import { z } from "zod";
import { duration, durationMinutes, instant } from "./time.ts";

const id = z.int().positive();
const of = z.enum(["due", "start"]);
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 09:00")
  .describe("At this time of that day, by the clock of the task's zone.");
const snoozeOf = id.describe("The reminder that was put off to then.");

/**
 * A reminder as it is shown: at an instant; or so long before the task is due or starts, where days and weeks are counted
 * by the calendar of the task's zone (RFC 5545 section 3.3.6) and a plain date counts from 09:00; or at a time of the day
 * that is so many days before.
 */
export const reminder = z.union([
  z.strictObject({ id, at: instant, snooze_of: snoozeOf.optional() }),
  z.strictObject({ id, before: z.string(), of, time: time.optional() }),
]);
/** A reminder as it is shown. */
export type Reminder = z.infer<typeof reminder>;

const relative = z
  .strictObject({ id: id.optional(), before: duration, of: of.default("due"), time: time.optional() })
  .refine(({ before, time }) => time === undefined || (durationMinutes(before) ?? 0) % (24 * 60) === 0, {
    path: ["before"],
    error: "must be whole days such as P1D, or P0D for the same day, where there is a time of day",
  });

/** A reminder to set; one that is there already keeps its id when it comes with it. */
export const newReminder = z.union(
  [z.strictObject({ id: id.optional(), at: instant, snooze_of: snoozeOf.optional() }), relative],
  {
    error:
      'must be {"at": instant}, or {"before": duration such as PT30M, "of": "due" or "start"}, or {"before": "P1D", "time": "09:00"}',
  },
);
/** A validated reminder to set. */
export type NewReminder = z.infer<typeof newReminder>;

/** Moments of the day that a reminder can be put off to. */
export const SNOOZE_MOMENTS = ["tonight", "tomorrow_morning"] as const;
/** A moment of the day that a reminder can be put off to. */
export type SnoozeMoment = (typeof SNOOZE_MOMENTS)[number];

/** To when to put a reminder off; without `reminder_id` the one that fired last, or else comes next. */
export const snooze = z.union(
  [
    z.strictObject({ reminder_id: id.optional(), for: duration }),
    z.strictObject({ reminder_id: id.optional(), until: instant }),
    z.strictObject({ reminder_id: id.optional(), to: z.enum(SNOOZE_MOMENTS) }),
  ],
  {
    error:
      'must be {"for": duration such as PT10M}, {"until": instant} or {"to": "tonight" or "tomorrow_morning"}',
  },
);
/** To when to put a reminder off. */
export type Snooze = z.infer<typeof snooze>;
