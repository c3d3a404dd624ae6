import { z } from "zod";

/** One field that was wrong: a path such as `tags[2]`, and what would be right. */
export const fieldError = z.strictObject({ field: z.string(), message: z.string() });
/** One field that was wrong. */
export type FieldError = z.infer<typeof fieldError>;

/** RFC 9457 problem details, with a stable `code` for programs and `errors` for fields. */
export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(fieldError).optional(),
});
/** RFC 9457 problem details. */
export type Problem = z.infer<typeof problem>;
