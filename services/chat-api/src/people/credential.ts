import { createHash, randomBytes } from "node:crypto";
import type { Scope } from "@punctual/contracts/people";

/** What somebody showed who they are with, once it was found to be right. */
export interface Credential {
  readonly kind: "token" | "session" | "jwt";
  /** Tells credentials apart, for limits and for who made what: a token's id, or the person's for the other kinds. */
  readonly id: string;
  readonly userId: string;
  /** What history calls it: a token's name, or how somebody signed in. */
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** When it ends by itself; undefined: it doesn't, or slides on with use. */
  readonly expiresAt: Date | undefined;
}

/** A credential that isn't accepted. */
export interface Refusal {
  readonly method: "token" | "session" | "jwt";
  /** For the audit: a word or two. */
  readonly reason: string;
  /** For the caller: what was wrong and what would be right. */
  readonly detail: string;
  /** Whose it was, where that is known. */
  readonly userId: string | undefined;
}

/** What came of looking at a credential. */
export type Verdict = { readonly credential: Credential } | { readonly refusal: Refusal };

/** 256 random bits in letters that need no quoting anywhere. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a secret: with 256 random bits, a plain SHA-256 can't be guessed back. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
