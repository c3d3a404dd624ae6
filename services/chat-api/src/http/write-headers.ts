import { z } from "zod";

/** Request headers that every write takes; others pass. */
export const writeHeaders = z.looseObject({
  "idempotency-key": z
    .string()
    .optional()
    .describe(
      "The same request with the same key changes nothing again and gets the same answer, for 24 hours.",
    ),
  "if-match": z
    .string()
    .optional()
    .describe(
      "The ETag that you have seen: if there is a newer version, the answer is 412 and nothing is done.",
    ),
  prefer: z.string().optional().describe("`return=minimal` leaves out the body (RFC 7240)."),
});
