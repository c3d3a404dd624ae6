import { z } from "zod";

/** Text that PostgreSQL can store and look for: it knows every character but U+0000. */
export const text = z
  .string()
  .refine((given) => !given.includes("\0"), { error: "must not contain the character U+0000" })
  .refine((given) => given.isWellFormed(), { error: "must be well-formed Unicode" });

// C0 and C1 controls and DEL have no place in one line of text; they break terminals, logs and iCalendar. No pattern in
// the schema: many readers of OpenAPI don't know Unicode classes.
/** One line of text without control characters, white space taken off its ends. */
export const line = z
  .string()
  .trim()
  .refine((given) => !/\p{Cc}/u.test(given), { error: "must not contain control characters or line breaks" })
  // Half of a surrogate pair is no character: it could not be stored as UTF-8.
  .refine((given) => given.isWellFormed(), { error: "must be well-formed Unicode" });
