import { z } from "zod";

/** Longest text of one value, in characters: enough to see what it is. */
const VALUE = 2_000;
const name = z.string().min(1).max(500);
const text = z.string().max(VALUE + 2);

const resource = z.strictObject({
  /** Pulumi's type token, such as `kubernetes:apps/v1:Deployment`. */
  type: name,
  name,
});

const field = z.strictObject({
  /** Such as `spec.containers[daprd].image`. */
  path: z.string().min(1).max(VALUE),
  /** As JSON, or as it is where it is a text; missing where the field is new. */
  before: text.optional(),
  /** Missing where the field goes. */
  after: text.optional(),
});
/** A field that differs. */
export type Field = z.infer<typeof field>;

/** A thing that differs, with what differs in it. */
const changed = resource.extend({
  fields: z.array(field),
  /** It can't be changed in place: it would be deleted and made anew. */
  replaced: z.boolean(),
});
/** A resource that a plan has. */
export type Resource = z.infer<typeof resource>;
/** A resource that differs between two states. */
export type Changed = z.infer<typeof changed>;

/**
 * What a stack would change, as one job hands it to another. It holds no secret. Whoever reads it from an artifact must
 * take it as written by anybody: it is data, not Markdown.
 */
export const changesSchema = z.strictObject({
  stack: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "must be a stack's name"),
  /** `plan`: two commits on mocks. `preview`: the engine, against what is there. */
  kind: z.enum(["plan", "preview"]),
  /** What it was compared with, for a person. */
  from: z.string().max(200),
  to: z.string().max(200),
  added: z.array(resource),
  changed: z.array(changed),
  removed: z.array(resource),
  /** Why there is no full answer: a configuration that is refused, a policy that is broken. */
  problem: z.string().max(10_000).optional(),
});
/** What a stack would change. */
export type Changes = z.infer<typeof changesSchema>;

/** Cuts a value's text to what {@link changesSchema} takes. */
export const short = (value: string, longest = VALUE): string =>
  value.length <= longest ? value : `${value.slice(0, longest)}…`;
