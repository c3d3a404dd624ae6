import { chatApiErrors } from "../errors.ts";

/** Where a page ends: the id of its last task, made opaque so that nobody builds cursors by hand. */
export function encodeCursor(lastId: number): string {
  return Buffer.from(JSON.stringify({ before: lastId })).toString("base64url");
}

/** Reads a cursor back; throws cursor_invalid for anything that {@link encodeCursor} didn't make. */
export function decodeCursor(cursor: string): number {
  try {
    const { before } = JSON.parse(Buffer.from(cursor, "base64url").toString()) as { before?: unknown };
    if (Number.isSafeInteger(before)) return before as number;
  } catch {
    // Falls through to the error: whatever it is, it's no cursor.
  }
  throw chatApiErrors.cursorInvalid("Use next_cursor of the page before, unchanged, or leave cursor out.");
}
