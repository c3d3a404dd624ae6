import { z } from "zod";
import { line } from "./text.ts";
import { instant } from "./time.ts";

/** A colour as CSS and HTML forms write it: `#` and six hex digits. */
const colour = z
  .string()
  .regex(/^#[0-9A-Fa-f]{6}$/, "must be a colour such as #3366cc")
  .toLowerCase()
  .meta({ examples: ["#3366cc"] });

/** Names of projects, tags and saved filters; two of a kind can't have names that differ only in case or accents. */
export const projectName = line.min(1, "must not be empty").max(120, "must have at most 120 characters");
/** A tag's name. */
export const tagName = line.min(1, "must not be empty").max(64, "must have at most 64 characters");
/** A saved filter's name. */
export const filterName = line.min(1, "must not be empty").max(120, "must have at most 120 characters");

/** An id in an address: decimal digits and nothing else. */
export const idParam = z
  .string()
  .regex(/^[1-9][0-9]{0,14}$/, "must be an id, such as 12")
  .transform(Number)
  .pipe(z.int().positive());

const shown = {
  id: z.int().positive(),
  name: z.string(),
  colour: z.string().nullable(),
  version: z.int().positive(),
  created_at: instant,
  updated_at: instant,
  archived_at: instant.nullable(),
};

/** A project as the API shows it; `position` is its place in manual order (compared as text, by code points). */
export const project = z.strictObject({ ...shown, position: z.string() });
/** A project as the API shows it. */
export type Project = z.infer<typeof project>;
/** A tag as the API shows it. */
export const tag = z.strictObject(shown);
/** A tag as the API shows it. */
export type Tag = z.infer<typeof tag>;

const changeable = { colour: colour.nullable(), archived: z.boolean() };

/** What a new project is made from. */
export const newProject = z.strictObject({ name: projectName, colour: colour.nullable().default(null) });
/** What a new tag is made from. */
export const newTag = z.strictObject({ name: tagName, colour: colour.nullable().default(null) });

/** A JSON merge patch (RFC 7396) of a project. `archived` puts it away or takes it back. */
export const projectPatch = z
  .strictObject({ name: projectName, ...changeable })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { error: "must change at least one field" });
/** A JSON merge patch of a tag: its new name shows on every task at once. */
export const tagPatch = z
  .strictObject({ name: tagName, ...changeable })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { error: "must change at least one field" });

/** What a project or tag may be changed to. */
export type NamedPatch = z.infer<typeof projectPatch>;
