import type { ServerResponse } from "node:http";
import { EVENT_STREAM, encodeRetry, HEARTBEAT } from "./event-stream.ts";

/** Tells whether a credential still lets its person read. */
export type StillValid = () => Promise<boolean>;

/** What {@link LiveStream} is made with. */
export interface StreamOptions {
  readonly response: ServerResponse;
  /** Sequence number of the last change that the client has. */
  readonly cursor: number;
  readonly stillValid: StillValid;
}

/**
 * One open answer of `GET /api/stream`. Whatever waits for its client is bounded: once it is `full`, nothing more is
 * written to it and its cursor stays, so that what it lacks waits in the change log and not in memory.
 *
 * A class, for a thousand of them are open at once.
 */
export class LiveStream {
  /** Sequence number of the last change that was written. */
  cursor: number;
  /** Since when the client has taken too little, in milliseconds of the epoch. */
  fullSince: number | undefined;
  /** When something was last written, and when the credential was last looked at. */
  wroteAt = Date.now();
  checkedAt = Date.now();
  readonly stillValid: StillValid;
  readonly #response: ServerResponse;

  constructor({ response, cursor, stillValid }: StreamOptions) {
    this.cursor = cursor;
    this.stillValid = stillValid;
    this.#response = response;
  }

  /** Whether it can take more. */
  get full(): boolean {
    return this.fullSince !== undefined;
  }

  /** Begins the answer. @param first events that it begins with, encoded */
  begin(headers: Readonly<Record<string, string | number | string[] | undefined>>, first: string): void {
    this.#response.writeHead(200, {
      ...Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
      "content-type": EVENT_STREAM,
      "cache-control": "no-store, no-transform",
      // nginx would collect events until its buffer is full.
      "x-accel-buffering": "no",
      // When it ends, its connection does: one that is kept would hold up the end of the process.
      connection: "close",
    });
    this.#response.socket?.setNoDelay(true);
    this.#write(encodeRetry(Math.random()) + first);
  }

  /** Writes a change; only while it isn't full. */
  send(sequence: number, encoded: Buffer): void {
    this.cursor = sequence;
    this.#write(encoded);
  }

  /** Keeps the connection alive. */
  beat(): void {
    this.#write(HEARTBEAT);
  }

  /** Calls back when the client took what waited for it. */
  onDrain(drained: () => void): void {
    this.#response.on("drain", () => {
      this.fullSince = undefined;
      drained();
    });
  }

  /** Ends the answer; the client comes back when it likes. */
  end(): void {
    // What a client doesn't take can't be finished.
    if (this.full) this.#response.destroy();
    else this.#response.end(encodeRetry(Math.random()));
  }

  #write(chunk: string | Buffer): void {
    this.wroteAt = Date.now();
    // Node says so from 64 KB on that wait for the client.
    if (!this.#response.write(chunk)) this.fullSince ??= this.wroteAt;
  }
}
