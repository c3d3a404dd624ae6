import { reasonOf } from "../errors.ts";

/** How often an event failed in this process, and why it last did. */
export interface Failure {
  readonly count: number;
  readonly reason: string;
}

/** How many events' failures are remembered; the oldest are forgotten first. */
const REMEMBERED = 1000;

/** Remembers failures of events, so that one that can't be taken is given up in the end, with its reason. */
export interface Failures {
  /** Counts one more failure of an event. */
  add(eventId: string, error: unknown): Failure;
  get(eventId: string): Failure | undefined;
  forget(eventId: string): void;
}

/** Makes an empty memory of failures. */
export function createFailures(): Failures {
  const byEvent = new Map<string, Failure>();
  return {
    add(eventId, error) {
      const failure = { count: (byEvent.get(eventId)?.count ?? 0) + 1, reason: reasonOf(error) };
      byEvent.delete(eventId);
      byEvent.set(eventId, failure);
      const oldest = byEvent.keys().next();
      if (byEvent.size > REMEMBERED && !oldest.done) byEvent.delete(oldest.value);
      return failure;
    },
    get: (eventId) => byEvent.get(eventId),
    forget(eventId) {
      byEvent.delete(eventId);
    },
  };
}
