import type { ResetEvent } from "@punctual/contracts/live";

/** A user's change log as it is now. */
export interface LogState {
  /** Sequence number of the last change; 0 when there was none yet. */
  readonly last: number;
  /** Changes up to this sequence number aren't kept any more. */
  readonly purgedTo: number;
}

/** Where a stream begins: the last sequence number that its client has, and whether the client must load anew. */
export interface Place {
  readonly sequence: number;
  /** What the client is told first; nothing when it just goes on. */
  readonly first: { readonly hello: true } | { readonly reset: ResetEvent["reason"] } | undefined;
}

/**
 * Where a stream begins.
 *
 * @param lastEventId as the client sent it; undefined for a client that begins
 */
export function placeOf(lastEventId: string | undefined, log: LogState): Place {
  const now = (reset: ResetEvent["reason"]): Place => ({ sequence: log.last, first: { reset } });
  if (lastEventId === undefined) return { sequence: log.last, first: { hello: true } };
  if (!/^(0|[1-9]\d{0,15})$/.test(lastEventId)) return now("invalid");
  const sequence = Number(lastEventId);
  if (sequence < log.purgedTo) return now("expired");
  // From before the database was restored to an earlier state, or made up.
  if (sequence > log.last) return now("unknown");
  return { sequence, first: undefined };
}
