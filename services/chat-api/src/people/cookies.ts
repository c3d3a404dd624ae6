import type { CookieSerializeOptions } from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Attempt } from "./oidc/sign-in.ts";
import { WHOLE_DAYS } from "./store/sessions.ts";

/** How long somebody may take to sign in at the issuer, in seconds. */
const ATTEMPT_S = 10 * 60;

const attemptSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});

/** What browsers keep for us. No script can read it. */
export interface Cookies {
  session(request: FastifyRequest): string | undefined;
  setSession(reply: FastifyReply, secret: string): void;
  clearSession(reply: FastifyReply): void;
  attempt(request: FastifyRequest): Attempt | undefined;
  setAttempt(reply: FastifyReply, attempt: Attempt): void;
  clearAttempt(reply: FastifyReply): void;
}

/**
 * Cookies by the prefix `__Host-` (RFC 6265bis section 4.1.3.2), so that no neighbouring site can set them; without it
 * on a laptop, where browsers refuse it for there is no TLS.
 */
export function createCookies(publicUrl: string): Cookies {
  const secure = new URL(publicUrl).protocol === "https:";
  const prefix = secure ? "__Host-" : "";
  const session = `${prefix}punctual`;
  const attempt = `${prefix}punctual-sign-in`;
  // Lax: the way back from the issuer is a navigation from another site.
  const options: CookieSerializeOptions = { path: "/", httpOnly: true, sameSite: "lax", secure };
  return {
    session: (request) => request.cookies[session],
    setSession: (reply, secret) =>
      void reply.setCookie(session, secret, { ...options, maxAge: WHOLE_DAYS * 24 * 60 * 60 }),
    clearSession: (reply) => void reply.clearCookie(session, options),
    attempt: (request) => readAttempt(request.cookies[attempt]),
    setAttempt: (reply, begun) =>
      void reply.setCookie(attempt, Buffer.from(JSON.stringify(begun)).toString("base64url"), {
        ...options,
        maxAge: ATTEMPT_S,
      }),
    clearAttempt: (reply) => void reply.clearCookie(attempt, options),
  };
}

function readAttempt(cookie: string | undefined): Attempt | undefined {
  if (cookie === undefined) return undefined;
  try {
    return attemptSchema.safeParse(JSON.parse(Buffer.from(cookie, "base64url").toString())).data;
  } catch {
    return undefined;
  }
}
