import { errors } from "@punctual/service-kit/errors";

/** What an entity tag is made from. */
export interface Versioned {
  readonly id: number;
  readonly version: number;
}

/** The strong entity tag of one version of one thing (RFC 9110 section 8.8.3): `"12.3"`. */
export function etagOf({ id, version }: Versioned): string {
  return `"${id}.${version}"`;
}

/**
 * What `If-Match` (RFC 9110 section 13.1.1) asks of a thing: undefined where the header isn't there.
 *
 * @throws validation_failed for what is no list of entity tags
 */
export function ifMatch(header: string | undefined): ((thing: Versioned) => boolean) | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === "*") return () => true;
  const tags = header.split(",").map((tag) => tag.trim());
  if (!tags.every((tag) => /^(W\/)?"[\x21\x23-\x7e]{0,100}"$/.test(tag))) {
    throw errors.validationFailed("The header If-Match can't be read.", {
      errors: [{ field: "If-Match", message: 'must be the ETag that you were given, such as "12.3", or *' }],
    });
  }
  return (thing) => tags.includes(etagOf(thing));
}
