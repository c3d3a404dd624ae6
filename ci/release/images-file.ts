import { readFileSync } from "node:fs";
import { z } from "zod";
import { IMAGES, type Images } from "../../infra/config/images.ts";
import { CiFailed, reasonOf } from "../failure.ts";

/** `host/path/name@sha256:…`, as a registry serves it for ever; a tag could be moved. */
const digested = z
  .string()
  .regex(
    /^[a-z0-9.-]+(:[0-9]+)?(\/[a-z0-9._-]+)+@sha256:[0-9a-f]{64}$/,
    "must be host/path/name@sha256:… (64 hexadecimal digits)",
  );

/** One image for each service and for the jobs, each by digest. */
const release = z.strictObject(
  Object.fromEntries(IMAGES.map((name) => [name, digested])) as Record<keyof Images, typeof digested>,
);

/**
 * What a release is made of.
 *
 * @param text JSON, `{"chat-api": "ghcr.io/you/punctual/chat-api@sha256:…", …}`
 * @param from where it stands, for the message
 * @throws CiFailed naming every image that is missing, unknown or without a digest
 */
export function parseImages(text: string, from: string): Images {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CiFailed(`${from} is no JSON: ${reasonOf(error)}`);
  }
  const parsed = release.safeParse(json);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `"${path.join(".")}": ${message}`,
  );
  throw new CiFailed(
    `${from} must name ${IMAGES.join(", ")}, each by digest, and nothing else:\n  ${issues.join("\n  ")}`,
  );
}

/** @throws CiFailed when the file can't be read or doesn't name every image */
export function readImages(path: string): Images {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new CiFailed(`${path} can't be read: ${reasonOf(error)}`);
  }
  return parseImages(text, path);
}

/** Where an image is, and which it is. */
interface Reference {
  /** `host/path/name`. */
  readonly repository: string;
  readonly digest: string;
}

/** @param reference one that {@link parseImages} let through */
export function splitReference(reference: string): Reference {
  const at = reference.lastIndexOf("@");
  return { repository: reference.slice(0, at), digest: reference.slice(at + 1) };
}

/** Every image of a release with its name, in a fixed order. */
export const eachImage = (images: Images): readonly (readonly [keyof Images, string])[] =>
  IMAGES.map((name) => [name, images[name]] as const);

/** Whether two releases are the same bytes, wherever they are kept. */
export const sameImages = (one: Images, other: Images): boolean =>
  eachImage(one).every(
    ([name, image]) => splitReference(image).digest === splitReference(other[name]).digest,
  );
