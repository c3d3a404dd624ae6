import { z } from "zod";

/** What can be changed. */
export const ENTITIES = ["task", "project", "tag", "filter", "notice"] as const;
/** What can be changed. */
export type Entity = (typeof ENTITIES)[number];

/** What can be done to it, as history and live updates say it. */
export const ACTIONS = [
  "created",
  "updated",
  "completed",
  "reopened",
  "moved",
  "skipped",
  "retracted",
  "deleted",
  "restored",
  "purged",
] as const;
/** What can be done. */
export type Action = (typeof ACTIONS)[number];

/** Through which door, and by which credential a person came in. */
export const actor = z.strictObject({
  door: z.enum(["rest", "mcp", "chat", "import", "undo", "system"]),
  /** The token's name, or how they signed in; null where it has none. */
  credential: z.string().nullable(),
});
/** Through which door, and by which credential a person came in. */
export type Actor = z.infer<typeof actor>;
