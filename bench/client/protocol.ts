import { z } from "zod";

const user = z.object({
  token: z.string(),
  projects: z.array(z.number()),
  /** Open tasks, to be changed and completed. */
  tasks: z.array(z.number()),
  /** Where the deep page begins; null where that isn't known. */
  deepCursor: z.string().nullable(),
});
/** Somebody to ask as. */
export type BenchUser = z.infer<typeof user>;

/** What the client's process is told to do: one JSON document on its standard input. */
export const job = z.object({
  url: z.string(),
  case: z.string(),
  seed: z.number(),
  users: z.array(user).min(1),
  clients: z.number(),
  warmUp: z.number(),
  /** It ends after so many requests, or so many seconds. */
  end: z.union([z.object({ requests: z.number() }), z.object({ seconds: z.number() })]),
});
export type Job = z.infer<typeof job>;

/** What it measured; times in milliseconds. */
export const result = z.object({
  n: z.number(),
  errors: z.number(),
  /** What the first error said. */
  error: z.string().nullable(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
  req_s: z.number(),
});
export type Result = z.infer<typeof result>;
