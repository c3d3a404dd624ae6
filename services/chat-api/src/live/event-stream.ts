/** One event of a stream, before it is encoded. */
export interface StreamEvent {
  readonly event: "hello" | "change" | "reset";
  /** What a client sends back as Last-Event-ID. */
  readonly id: number;
  /** Sent as JSON. */
  readonly data: object;
}

/** Media type of {@link encodeEvent} (WHATWG HTML, section 9.2 Server-sent events). */
export const EVENT_STREAM = "text/event-stream";

/** Keeps a connection alive, and is no event: a line that begins with a colon is a comment. */
export const HEARTBEAT = ":\n\n";

/** An event as it goes over the wire. JSON has no line breaks of its own, so that its data is one line. */
export function encodeEvent({ event, id, data }: StreamEvent): string {
  return `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Tells a client how long to wait before it connects again, in milliseconds. Scattered, so that all clients of a replica
 * that stops don't come to the next one at once.
 *
 * @param random from 0 to 1
 */
export function encodeRetry(random: number): string {
  return `retry: ${Math.round(500 + random * 2_000)}\n\n`;
}
