import { createHmac, timingSafeEqual } from "node:crypto";
import { linkSnooze } from "@punctual/contracts/notification";
import { z } from "zod";

const ofNotice = { delivery_id: z.int().positive(), expires: z.int() };
const ofChannel = { channel_id: z.int().positive(), expires: z.int() };

/** What a link in a notice does, until when. */
const actionLink = z.discriminatedUnion("action", [
  z.strictObject({ ...ofNotice, action: z.literal("acknowledge") }),
  z.strictObject({ ...ofNotice, action: z.literal("complete") }),
  z.strictObject({ ...ofNotice, action: z.literal("snooze"), snooze: linkSnooze }),
  z.strictObject({ ...ofChannel, action: z.literal("confirm") }),
  z.strictObject({ ...ofChannel, action: z.literal("unsubscribe") }),
]);
/** What a link in a notice does, until when. */
export type ActionLink = z.infer<typeof actionLink>;
/** The same before it has an end, which is in seconds since 1970. */
export type NewActionLink = {
  [Each in ActionLink as Each["action"]]: Omit<Each, "expires">;
}[ActionLink["action"]];

/** Days for which a link works. */
const LIFETIME_S = 7 * 24 * 60 * 60;

/** Makes the token of a link: its content and an HMAC-SHA-256 over it, both base64url, joined by a dot. */
export function signActionLink(key: Buffer, link: NewActionLink, now: Date): string {
  const expires = Math.floor(now.getTime() / 1000) + LIFETIME_S;
  const content = Buffer.from(JSON.stringify({ ...link, expires })).toString("base64url");
  return `${content}.${signature(key, content)}`;
}

/**
 * Reads a token that {@link signActionLink} made with the same key; undefined if it is forged, too old, or of a kind
 * that this version doesn't know.
 */
export function readActionLink(key: Buffer, token: string, now: Date): ActionLink | undefined {
  const [content = "", signed = "", ...rest] = token.split(".");
  // Compared as text: decoding passes over padding and stray characters, and one link would have many tokens.
  const expected = Buffer.from(signature(key, content));
  const given = Buffer.from(signed);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    return undefined;
  const link = actionLink.safeParse(decode(content)).data;
  return link && link.expires * 1000 > now.getTime() ? link : undefined;
}

function signature(key: Buffer, content: string): string {
  return createHmac("sha256", key).update(content).digest("base64url");
}

function decode(content: string): unknown {
  try {
    return JSON.parse(Buffer.from(content, "base64url").toString());
  } catch {
    return undefined;
  }
}
