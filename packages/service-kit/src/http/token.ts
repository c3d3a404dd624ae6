import { createHash, timingSafeEqual } from "node:crypto";

/** Compares a secret in a time that tells nothing about it. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
