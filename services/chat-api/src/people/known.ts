import { LRUCache } from "lru-cache";
import { hashSecret } from "./credential.ts";

/** How many secrets are remembered at most, and for how long in milliseconds: so long may a revoked one still work on another replica. */
const MOST = 10_000;
const TTL_MS = 5_000;

/** What is known of secrets that were shown lately. */
export interface Known<Row extends object> {
  /** Finds what belongs to a secret; undefined for an unknown one. */
  find(secret: string): Promise<Row | undefined>;
  /** Forgets everything, so that what was changed in the database holds at once. */
  forget(): void;
}

/** Remembers what `load` found for a secret's hash, so that a busy client costs no query a request. */
export function remember<Row extends object>(load: (hash: Buffer) => Promise<Row | undefined>): Known<Row> {
  const rows = new LRUCache<string, Row>({ max: MOST, ttl: TTL_MS });
  let generation = 0;
  return {
    async find(secret) {
      const hash = hashSecret(secret);
      const key = hash.toString("base64");
      const known = rows.get(key);
      if (known) return known;
      const begun = generation;
      const row = await load(hash);
      // Not what was read before somebody changed it. Unknown ones aren't kept: a token works as soon as it is made.
      if (row && begun === generation) rows.set(key, row);
      return row;
    },
    forget() {
      generation += 1;
      rows.clear();
    },
  };
}
