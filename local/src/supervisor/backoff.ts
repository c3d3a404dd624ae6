const FIRST_MS = 500;
const LONGEST_MS = 10_000;
/** A part that was healthy for this long starts over with short waits. */
const FORGIVEN_AFTER_MS = 30_000;

/** Waits between restarts of one part: half a second, doubling to ten, forgotten after half a minute of health. */
export interface Backoff {
  /** The wait before the next start, in milliseconds, given how long the part was healthy before it died. */
  next(healthyForMs: number): number;
}

/** Starts with the shortest wait. */
export function createBackoff(): Backoff {
  let wait = FIRST_MS;
  return {
    next(healthyForMs) {
      if (healthyForMs >= FORGIVEN_AFTER_MS) wait = FIRST_MS;
      const now = wait;
      wait = Math.min(wait * 2, LONGEST_MS);
      return now;
    },
  };
}
