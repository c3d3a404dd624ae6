import { z } from "zod";
import { duration, instant } from "./time.ts";

const id = z.int().positive();
const of = z.enum(["due", "start"]);

/** A reminder as it is shown: at an instant, or so long before the task is due or starts. */
export const reminder = z.union([
  z.strictObject({ id, at: instant }),
  z.strictObject({ id, before: z.string(), of }),
]);
/** A reminder as it is shown. */
export type Reminder = z.infer<typeof reminder>;

/** A reminder to set; one that is there already keeps its id when it comes with it. */
export const newReminder = z.union(
  [
    z.strictObject({ id: id.optional(), at: instant }),
    z.strictObject({ id: id.optional(), before: duration, of: of.default("due") }),
  ],
  { error: 'must be {"at": instant} or {"before": duration such as PT30M, "of": "due" or "start"}' },
);
/** A validated reminder to set. */
export type NewReminder = z.infer<typeof newReminder>;
