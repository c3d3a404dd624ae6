import { get, type IncomingMessage } from "node:http";
import { type ChangeEvent, changeEvent } from "@punctual/contracts/live";
import { createParser } from "eventsource-parser";
import { vi } from "vitest";

/** An event as a client sees it; `data` is parsed. */
interface SeenEvent {
  readonly event: string | undefined;
  readonly id: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A client of `GET /api/stream` that never connects again by itself. */
export interface StreamClient {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  /** Whole events, in the order they came; one that was cut off isn't here. */
  readonly events: readonly SeenEvent[];
  /** Heartbeats, and how long the server said to wait before connecting again, in milliseconds. */
  readonly comments: number;
  readonly retries: readonly number[];
  /** Id of the last event; what to connect again with. */
  readonly lastEventId: string | undefined;
  /** The changes among the events. */
  changes(): ChangeEvent[];
  /** Waits until there are so many events. */
  seen(count: number, timeoutMs?: number): Promise<readonly SeenEvent[]>;
  /** Resolves once the answer has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Cuts the connection. */
  close(): void;
}

/** Opens a stream. @param url of the stream itself; rejects when nobody answers */
export async function openStream(
  url: string | URL,
  token: string,
  lastEventId?: string,
): Promise<StreamClient> {
  const events: SeenEvent[] = [];
  const retries: number[] = [];
  let comments = 0;
  let last = lastEventId;
  const parser = createParser({
    onEvent({ event, id, data }) {
      events.push({ event, id, data: JSON.parse(data) as SeenEvent["data"] });
      last = id ?? last;
    },
    onRetry: (ms) => retries.push(ms),
    onComment: () => {
      comments += 1;
    },
  });
  const headers = {
    accept: "text/event-stream",
    authorization: `Bearer ${token}`,
    ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
  };
  const { promise: answered, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = get(url, { headers, agent: false }, resolve).on("error", reject);
  const response = await answered;
  response.setEncoding("utf8").on("data", (text: string) => {
    if (response.statusCode === 200) parser.feed(text);
  });
  const ended = new Promise<void>((done) => response.once("close", () => done()));
  // A cut connection is one way to end.
  response.on("error", () => undefined);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    get comments() {
      return comments;
    },
    retries,
    get lastEventId() {
      return last;
    },
    changes: () =>
      events.filter(({ event }) => event === "change").map(({ data }) => changeEvent.parse(data)),
    async seen(count, timeout = 5_000) {
      return vi.waitFor(
        () => {
          if (events.length < count) throw new Error(`${events.length} of ${count} events`);
          return events;
        },
        { timeout, interval: 5 },
      );
    },
    ended,
    close: () => request.destroy(),
  };
}
