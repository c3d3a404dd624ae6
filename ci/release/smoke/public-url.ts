import { CiFailed } from "../../failure.ts";

const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

/**
 * A public door's address: https, but for a machine's own.
 *
 * @param from who names it, for the message
 * @throws CiFailed
 */
export function publicUrl(text: string, from: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.has(url.hostname))) return url;
  throw new CiFailed(
    `"${text}" (${from}) is no public door to try: it must be https://…, or http:// on 127.0.0.1. Name one with --url.`,
  );
}
