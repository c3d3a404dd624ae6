import addressparser from "nodemailer/lib/addressparser";

/** Whom mails come from. */
export interface Sender {
  /** May be empty. */
  readonly name: string;
  readonly address: string;
  /** What follows the address's `@`. */
  readonly host: string;
}

/**
 * Reads a sender, with or without a name (RFC 5322 section 3.4).
 *
 * @throws Error where it isn't one address
 */
export function sender(from: string): Sender {
  const [only, ...others] = addressparser(from, { flatten: true });
  const address = only?.address ?? "";
  const host = /^[^@\s]+@([^@\s]+)$/.exec(address)?.[1];
  if (!only || others.length > 0 || host === undefined) {
    throw new Error('mails must come from one address, such as "Punctual <punctual@example.com>"');
  }
  return { name: only.name, address, host };
}
