import { createHash } from "node:crypto";
import type pg from "pg";

/** Gives a statement its values. */
export type Prepared = (values: readonly unknown[]) => pg.QueryConfig<unknown[]>;

/**
 * A statement that each connection parses once, and mostly plans once
 * (https://www.postgresql.org/docs/current/sql-prepare.html): for texts that are always the same. Each takes memory on
 * every connection, so never for texts that are put together for a request.
 */
export function prepared(text: string): Prepared {
  const name = createHash("sha256").update(text).digest("base64url").slice(0, 16);
  return (values) => ({ name, text, values: [...values] });
}
