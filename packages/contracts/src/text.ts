import { z } from "zod";

/** Text that PostgreSQL can store and look for: it knows every character but U+0000. */
export const text = z
  .string()
  .refine((given) => !given.includes("\0"), { error: "must not contain the character U+0000" });
