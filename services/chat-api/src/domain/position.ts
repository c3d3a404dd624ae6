import { generateKeyBetween } from "fractional-indexing";

/**
 * Places in manual order are fractional indexes: texts compared by code points, with room for another between any two.
 * A new task's place is made from its id, so that it comes last without looking at the others; ids are written as the
 * whole numbers of that format, a letter for how many digits follow (`a7`, `b12`).
 */
export function positionOfNew(id: number): string {
  const digits = String(id);
  return String.fromCharCode("a".charCodeAt(0) + digits.length - 1) + digits;
}

/** A place between two others; null for no neighbour. Neighbours that have the same place count as one. */
export function positionBetween(before: string | null, after: string | null): string {
  // Right at the end would be the place of the next new task.
  if (before !== null && after === null) return generateKeyBetween(before, generateKeyBetween(before, null));
  return generateKeyBetween(before, before === after ? null : after);
}

/** Whether a text is a place: one from elsewhere may be none, and there would be no way to put anything beside it. */
export function isPosition(text: string): boolean {
  try {
    positionBetween(text, null);
    return true;
  } catch {
    return false;
  }
}
