import { encodeEvent, encodeRetry, HEARTBEAT } from "@punctual/chat-api/live/event-stream";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

/** What a client makes of a stream. */
function read(text: string) {
  const events: EventSourceMessage[] = [];
  const retries: number[] = [];
  const errors: Error[] = [];
  const parser = createParser({
    onEvent: (event) => events.push(event),
    onRetry: (ms) => retries.push(ms),
    onError: (error) => errors.push(error),
  });
  parser.feed(text);
  return { events, retries, errors };
}

describe("an encoded event", () => {
  test("is read back as it was, whatever text is in it", () => {
    fc.assert(
      fc.property(fc.record({ title: fc.string({ unit: "binary" }), id: fc.nat() }), ({ title, id }) => {
        const { events, errors } = read(encodeEvent({ event: "change", id, data: { title } }));
        expect(errors).toEqual([]);
        expect(events).toEqual([
          { event: "change", id: String(id), data: expect.any(String) as unknown as string },
        ]);
        expect(JSON.parse(events[0]?.data ?? "")).toEqual({ title });
      }),
    );
  });

  test.each(["\n", "\r", "\r\n", "\n\ndata: forged\n\n", "\u2028", "\0"])("isn't ended by %j", (text) => {
    const { events } = read(encodeEvent({ event: "change", id: 1, data: { text } }));
    expect(events.map(({ data }) => JSON.parse(data) as unknown)).toEqual([{ text }]);
  });
});

test("a heartbeat is no event", () => {
  expect(read(HEARTBEAT.repeat(3))).toEqual({ events: [], retries: [], errors: [] });
});

test.each([
  [0, 500],
  [0.5, 1500],
  [1, 2500],
])("clients connect again scattered over two seconds: %d", (random, ms) => {
  expect(read(encodeRetry(random))).toEqual({ events: [], retries: [ms], errors: [] });
});
