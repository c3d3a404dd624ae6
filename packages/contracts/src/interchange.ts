import { z } from "zod";
import { line } from "./text.ts";
import { instant, timeZone } from "./time.ts";

const count = z.int().nonnegative();

/** What is wrong with one line of an imported file. */
const importProblem = z.strictObject({
  line: z.int().positive().describe("Counted from 1; of what takes several lines, the first."),
  field: z.string().nullable().describe("The property, column or field, as the file names it."),
  message: z.string(),
  severity: z
    .enum(["error", "warning"])
    .describe("error: not taken. warning: taken, but not all of it or not as it stands."),
});

/** What an import did, or would do. */
export const importReport = z.strictObject({
  dry_run: z.boolean(),
  tasks: count.describe("Tasks that were made."),
  skipped: count.describe("Tasks that were there already, by their uids; they stay as they are."),
  projects: count,
  tags: count.describe("Tags of the file's own; those that tasks bring are made besides."),
  filters: count,
  problems: z.array(importProblem).describe("The first 1,000, in the order of the file."),
  errors: count.describe("How many problems are errors."),
  warnings: count.describe("How many problems are warnings."),
  undo_token: z.uuid().nullable().describe("Takes the whole import back; null where nothing was written."),
});
/** What an import did, or would do. */
export type ImportReport = z.infer<typeof importReport>;

const feedName = line.min(1, "must not be empty").max(120, "must have at most 120 characters");

/** A calendar feed as it is listed: its address is shown once only, when it's made. */
export const feed = z.strictObject({
  id: z.int().positive(),
  name: z.string(),
  query: z.string().nullable(),
  time_zone: z.string(),
  created_at: instant,
  last_used_at: instant.nullable(),
});
/** A calendar feed. */
export type Feed = z.infer<typeof feed>;

/** What a new feed is made from; without a query it has all open tasks. */
export const newFeed = z.strictObject({
  name: feedName,
  query: z.string().max(2000).nullable().default(null).describe("Which tasks it has: see docs/queries.md."),
  time_zone: timeZone.default("UTC").describe("Where days of the query begin, such as today."),
});

/** A feed that was made, with the secret address that shows its tasks to whoever has it. */
export const madeFeed = feed.extend({ url: z.url() });
