import { z } from "zod";
import { instant } from "./time.ts";

/** An event that a consumer could not take after all retries, kept until it is replayed. */
export const deadLetter = z.strictObject({
  id: z.int().positive(),
  event_id: z.string(),
  /** The topic it was first published to. */
  topic: z.string(),
  event_type: z.string(),
  user_id: z.string().nullable(),
  /** What the handler said when it last failed; null where this process didn't see it fail. */
  error: z.string().nullable(),
  received_at: instant,
  replayed_at: instant.nullable(),
});
/** An event that a consumer could not take. */
export type DeadLetter = z.infer<typeof deadLetter>;

/** Answer of `GET /dead-letters`, newest first. */
export const deadLetterList = z.strictObject({ items: z.array(deadLetter) });
/** Answer of `POST /dead-letters/{id}/replay`. */
export const replayed = z.strictObject({ id: z.int().positive(), replayed_at: instant });
