import { z } from "zod";
import { filterName } from "./named.ts";
import { text } from "./text.ts";
import { instant } from "./time.ts";
import { undoToken } from "./writes.ts";

const query = text.max(2000, "must have at most 2,000 characters");
const sort = z.string().min(1, "must name a key such as due, or be null").max(200);

/** A saved filter as the API shows it: a query under a name, and the order it is best seen in. */
export const savedFilter = z.strictObject({
  id: z.int().positive(),
  name: z.string(),
  query: z.string(),
  sort: z.string().nullable(),
  version: z.int().positive(),
  created_at: instant,
  updated_at: instant,
});
/** A saved filter as the API shows it. */
export type SavedFilter = z.infer<typeof savedFilter>;
/** A saved filter as a write left it. */
export const writtenFilter = savedFilter.extend({ undo_token: undoToken });

/** What a new saved filter is made from. */
export const newFilter = z
  .strictObject({ name: filterName, query, sort: sort.nullable().default(null) })
  .meta({
    examples: [{ name: "Pressing", query: "status:open (priority>=high OR is:overdue)", sort: "due" }],
  });
/** What a new saved filter is made from. */
export type NewFilter = z.infer<typeof newFilter>;

/** A JSON merge patch (RFC 7396) of a saved filter. */
export const filterPatch = z
  .strictObject({ name: filterName, query, sort: sort.nullable() })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { error: "must change at least one field" });
/** A validated patch. */
export type FilterPatch = z.infer<typeof filterPatch>;
