import { chatApiErrors } from "../errors.ts";

/** Throws version_changed unless a project, tag or saved filter is the one that the caller has seen. */
export function requireVersion<Thing extends { readonly version: number }>(
  thing: Thing,
  expects: (thing: Thing) => boolean,
): void {
  if (expects(thing)) return;
  throw chatApiErrors.versionChanged(`It has version ${thing.version} now. Read it and decide again.`);
}
