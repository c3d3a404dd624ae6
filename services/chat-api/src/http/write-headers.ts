import { z } from "zod";

// For the document only: what is wrong is said with more words than a pattern has, where the headers are read.
const KEY = "^[!#-~]([ -~]*[!-~])?$";
const TAG = '(W/)?"[!#-~]{0,100}"';

const idempotencyKey = z
  .string()
  .optional()
  .describe(
    "The same request with the same key changes nothing again and gets the same answer, for 24 hours.",
  )
  .meta({ minLength: 1, maxLength: 200, pattern: KEY, examples: ["0f8fad5b-d9cb-469f-a165-70867728950e"] });

/** Request headers of a write that another service does. */
export const idempotencyHeader = z.looseObject({ "idempotency-key": idempotencyKey });

/** Request headers that every write takes; others pass. */
export const writeHeaders = z.looseObject({
  "idempotency-key": idempotencyKey,
  "if-match": z
    .string()
    .optional()
    .describe(
      "The ETag that you have seen: if there is a newer version, the answer is 412 and nothing is done.",
    )
    .meta({ pattern: `^(\\*|${TAG}( *, *${TAG})*)$`, examples: ['"12.3"'] }),
  prefer: z.string().optional().describe("`return=minimal` leaves out the body (RFC 7240)."),
});
