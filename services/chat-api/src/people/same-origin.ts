import type { FastifyRequest } from "fastify";
import { chatApiErrors } from "../errors.ts";

/** Methods that change nothing (RFC 9110 section 9.2.1). */
export const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses writes that another site had the browser send with our cookie (cross-site request forgery): browsers say
 * where a request comes from, and scripts can't change it (W3C Fetch Metadata; the Origin header of the Fetch standard).
 */
export function requireSameOrigin({ method, headers }: FastifyRequest, ownOrigin: string): void {
  if (SAFE_METHODS.has(method)) return;
  const site = headers["sec-fetch-site"];
  const same = site === undefined ? headers.origin === ownOrigin : site === "same-origin";
  if (same) return;
  throw chatApiErrors.originNotAllowed(
    `With a session, only pages of ${ownOrigin} may change things; programs use Authorization: Bearer.`,
  );
}
