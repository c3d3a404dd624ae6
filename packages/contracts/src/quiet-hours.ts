import { z } from "zod";
import { timeZone } from "./time.ts";

/** A time of day, `HH:MM`. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 09:00")
  .meta({ examples: ["07:30"] });

/** Hours of each day in which somebody wants to hear of nothing; they may go over midnight. */
export const quietHours = z
  .strictObject({ from: timeOfDay, until: timeOfDay })
  .refine(({ from, until }) => from !== until, { path: ["until"], error: "must differ from `from`" })
  .meta({ examples: [{ from: "22:00", until: "07:00" }] });
/** Hours of each day in which somebody wants to hear of nothing. */
export type QuietHours = z.infer<typeof quietHours>;

/** The same by the clock of a zone. Open: a newer producer may say more. */
export const quietHoursInZone = z.looseObject({ from: timeOfDay, until: timeOfDay, time_zone: timeZone });
