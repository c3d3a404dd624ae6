import type { KeyValue } from "./branches.ts";
import { cursorInvalid } from "./cursor.ts";
import type { KeyType, OrderColumn } from "./order.ts";

/** SQL of a key as it goes into cursors. */
export function keySql({ sql, type }: OrderColumn): string {
  return type === "timestamptz" ? `to_char(${sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')` : sql;
}

const INSTANT =
  /^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;

const FITS: Readonly<Record<KeyType, (key: KeyValue) => boolean>> = {
  bigint: isInteger(Number.MAX_SAFE_INTEGER),
  integer: isInteger(2 ** 31 - 1),
  smallint: isInteger(2 ** 15 - 1),
  text: (key) => typeof key === "string" && !key.includes("\0"),
  timestamptz: (key) => typeof key === "string" && INSTANT.test(key) && !Number.isNaN(Date.parse(key)),
};

/** Refuses keys that PostgreSQL couldn't compare: those of a cursor that somebody made. */
export function checkKeys(columns: readonly OrderColumn[], keys: readonly KeyValue[]): void {
  const fit =
    keys.length === columns.length &&
    columns.every(({ type, nullable }, i) => {
      const key = keys[i] ?? null;
      return key === null ? nullable : FITS[type](key);
    });
  if (!fit) throw cursorInvalid();
}

function isInteger(most: number): (key: KeyValue) => boolean {
  return (key) => Number.isInteger(key) && Math.abs(Number(key)) <= most;
}
