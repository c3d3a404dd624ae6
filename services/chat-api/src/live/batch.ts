import type { ChangeEvent } from "@punctual/contracts/live";
import { encodeEvent } from "./event-stream.ts";

/** Changes of one person, in the order they were made. */
export interface Batch {
  readonly changes: readonly ChangeEvent[];
  /** Nothing up to this sequence number is missing from the batch, and nothing up to it can come later. */
  readonly upTo: number;
  /** Whether there was more than one batch takes. */
  readonly more: boolean;
}

/** A change as it goes over the wire, once for all streams that it goes to. */
export interface EncodedChange {
  readonly sequence: number;
  readonly encoded: Buffer;
}

/** Encodes a batch. */
export function encodeBatch({ changes }: Batch): EncodedChange[] {
  return changes.map((change) => ({
    sequence: change.sequence,
    encoded: Buffer.from(encodeEvent({ event: "change", id: change.sequence, data: change })),
  }));
}
