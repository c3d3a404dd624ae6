import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** What a link in a notice does, until when. */
const actionLink = z.strictObject({
  delivery_id: z.int().positive(),
  action: z.literal("acknowledge"),
  /** Seconds since 1970. */
  expires: z.int(),
});
/** What a link in a notice does, until when. */
export type ActionLink = z.infer<typeof actionLink>;

/** Days for which a link works. */
const LIFETIME_S = 7 * 24 * 60 * 60;

/** Makes the token of a link: its content and an HMAC-SHA-256 over it, both base64url, joined by a dot. */
export function signActionLink(key: Buffer, link: Omit<ActionLink, "expires">, now: Date): string {
  const expires = Math.floor(now.getTime() / 1000) + LIFETIME_S;
  const content = Buffer.from(JSON.stringify({ ...link, expires })).toString("base64url");
  return `${content}.${signature(key, content).toString("base64url")}`;
}

/** Reads a token that {@link signActionLink} made with the same key; undefined if it is forged or too old. */
export function readActionLink(key: Buffer, token: string, now: Date): ActionLink | undefined {
  const [content = "", signed = "", ...rest] = token.split(".");
  const expected = signature(key, content);
  const given = Buffer.from(signed, "base64url");
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    return undefined;
  const link = actionLink.parse(JSON.parse(Buffer.from(content, "base64url").toString()));
  return link.expires * 1000 > now.getTime() ? link : undefined;
}

function signature(key: Buffer, content: string): Buffer {
  return createHmac("sha256", key).update(content).digest();
}
