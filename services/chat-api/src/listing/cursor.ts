import { createHash } from "node:crypto";
import { z } from "zod";
import { chatApiErrors } from "../errors.ts";
import type { KeyValue } from "./branches.ts";

/** Where a page ends. */
export interface Place {
  /** When the first page was asked for, in milliseconds since 1970: what is relative to now stays so on all pages. */
  readonly now: number;
  /** The keys of the page's last task. */
  readonly keys: readonly KeyValue[];
}

/** Longest cursor that is made, in characters: four keys, of which one is a title. */
export const MAX_CURSOR = 2_000;

/** What a cursor is good for: one user's list, by one query in one order. */
export function bindingOf(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 16);
}

const payload = z.tuple([
  z.string(),
  z.int().min(0).max(Date.parse("9999-12-31")),
  z.array(z.union([z.string().max(200), z.number(), z.null()])).max(8),
]);

/** Makes a cursor; it is opaque, so that nobody builds one by hand. */
export function encodeCursor(binding: string, { now, keys }: Place): string {
  return Buffer.from(JSON.stringify([binding, now, keys])).toString("base64url");
}

/** Reads a cursor back; throws cursor_invalid for one of another list, or that {@link encodeCursor} didn't make. */
export function decodeCursor(binding: string, cursor: string): Place {
  const read = payload.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  if (!read.success) throw cursorInvalid();
  const [bound, now, keys] = read.data;
  if (bound !== binding) throw cursorInvalid("It belongs to another list.");
  return { now, keys };
}

/** The refusal of a cursor, with advice. */
export function cursorInvalid(why = "It isn't one that was given."): Error {
  return chatApiErrors.cursorInvalid(
    `${why} Use next_cursor of the page before, with the same query, filter, sort and time_zone, or leave cursor out to begin again.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
