import { hkdfSync } from "node:crypto";

/**
 * A secret of 256 bits for one purpose, by HKDF-SHA-256 (RFC 5869) from the stack's master key: the same for the same
 * purpose, and telling nothing of any other.
 *
 * @param masterKey base64 of at least 32 bytes
 * @param purpose what it is for; adding a number to it makes a new one
 */
export function derive(masterKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", Buffer.from(masterKey, "base64"), "", `punctual/${purpose}`, 32));
}

/** {@link derive} as text that needs no quoting in DSNs, YAML and shells. */
export function derivePassword(masterKey: string, purpose: string): string {
  return derive(masterKey, purpose).toString("base64url");
}
