import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Batch } from "@punctual/chat-api/live/batch";
import { createHub } from "@punctual/chat-api/live/hub";
import { LiveStream } from "@punctual/chat-api/live/stream";
import type { ChangeEvent } from "@punctual/contracts/live";
import { afterEach, expect, test, vi } from "vitest";

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A client that takes nothing until it is told to, and the stream that writes to it. */
async function client(cursor = 0): Promise<{ stream: LiveStream; socket: Socket; ids: number[] }> {
  const answer = Promise.withResolvers<ServerResponse>();
  const server = createServer((_request, response) => answer.resolve(response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  cleanUps.push(
    () => server.close(),
    () => socket.destroy(),
  );
  const ids: number[] = [];
  let rest = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("id: ")) ids.push(Number(line.slice(4)));
  });
  socket.pause();
  socket.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
  const stream = new LiveStream({ response: await answer.promise, cursor, stillValid: async () => true });
  stream.begin({}, "");
  return { stream, socket, ids };
}

function change(sequence: number, filler = ""): ChangeEvent {
  const at = "2026-11-23T09:00:00.000Z";
  const filter = { id: 1, name: filler };
  return { sequence, entity: "filter", entity_id: 1, action: "updated", version: 1, at, filter };
}

/** A change log of `length` changes, read `size` at once; `reads` are the places it was read from. */
function log(length: number, size: number, filler = "") {
  const reads: [string, number][] = [];
  const state = { length };
  const read = async (userId: string, after: number): Promise<Batch> => {
    reads.push([userId, after]);
    const upTo = Math.min(after + size, state.length);
    const changes = Array.from({ length: upTo - after }, (_, i) => change(after + i + 1, filler));
    return { changes, upTo, more: changes.length === size };
  };
  return { reads, read, state };
}

const fail = (error: unknown) => {
  throw error;
};

test("a stream gets everything after its place, in order, each once", async () => {
  const { read } = log(25, 10);
  const hub = createHub({ read, readers: 1, failed: fail });
  const { stream, socket, ids } = await client(3);
  hub.add("ada", stream);
  hub.wake("ada");
  socket.resume();
  await vi.waitFor(() => expect(ids).toEqual(Array.from({ length: 22 }, (_, i) => i + 4)));
});

test("streams that are equally far cost one read, and others their own", async () => {
  const { read, reads } = log(5, 10);
  const hub = createHub({ read, readers: 1, failed: fail });
  const all = [await client(5), await client(5), await client(2)];
  for (const { stream } of all) hub.add("ada", stream);
  hub.wake("ada");
  await vi.waitFor(() => expect(all.map(({ stream }) => stream.cursor)).toEqual([5, 5, 5]));
  expect(reads).toEqual([
    ["ada", 5],
    ["ada", 2],
  ]);
});

test("wake-ups that come during a read are one more read", async () => {
  const { read, reads, state } = log(1, 10);
  const hub = createHub({ read, readers: 1, failed: fail });
  const { stream } = await client();
  hub.add("ada", stream);
  for (let i = 0; i < 5; i++) hub.wake("ada");
  state.length = 2;
  await vi.waitFor(() => expect(stream.cursor).toBe(2));
  expect(reads.length).toBeLessThanOrEqual(2);
});

test("whoever has much to catch up doesn't hold up the others", async () => {
  const { read, reads } = log(1_000, 10);
  const hub = createHub({ read, readers: 1, failed: fail });
  const [ada, grace] = [await client(), await client(999)];
  for (const { socket } of [ada, grace]) socket.resume();
  ada.stream.onDrain(() => hub.wake("ada"));
  hub.add("ada", ada.stream);
  hub.add("grace", grace.stream);
  hub.wake("ada");
  hub.wake("grace");
  await vi.waitFor(() => expect(ada.ids).toHaveLength(1_000));
  expect(reads.findIndex(([userId]) => userId === "grace")).toBe(1);
});

test("what a slow client doesn't take isn't read for it, and comes once it takes more", async () => {
  // Far more than sockets hold.
  const { read, reads } = log(400, 10, "x".repeat(50_000));
  const hub = createHub({ read, readers: 1, failed: fail });
  const { stream, socket, ids } = await client();
  stream.onDrain(() => hub.wake("ada"));
  hub.add("ada", stream);
  hub.wake("ada");
  await vi.waitFor(() => expect(stream.full).toBe(true));
  const soFar = { reads: reads.length, cursor: stream.cursor };
  for (let i = 0; i < 3; i++) hub.wake("ada");
  // Another's turn comes after whatever those wake-ups began.
  const other = await client(399);
  hub.add("grace", other.stream);
  hub.wake("grace");
  await vi.waitFor(() => expect(other.stream.cursor).toBe(400));
  expect(reads.filter(([userId]) => userId === "ada")).toHaveLength(soFar.reads);
  expect(stream.cursor).toBe(soFar.cursor);
  expect(soFar.cursor).toBeLessThan(400);
  expect([...hub.behind()]).toEqual([["grace", 400]]);

  socket.resume();
  await vi.waitFor(() => expect(ids).toEqual(Array.from({ length: 400 }, (_, i) => i + 1)), {
    timeout: 5_000,
  });
});

test("a log that can't be read is read again at the next wake-up", async () => {
  const { read } = log(3, 10);
  const failures: unknown[] = [];
  let down = true;
  const hub = createHub({
    read: async (userId, after) => {
      if (down) throw new Error("the database is away");
      return read(userId, after);
    },
    readers: 1,
    failed: (error) => failures.push(error),
  });
  const { stream } = await client();
  hub.add("ada", stream);
  hub.wake("ada");
  await vi.waitFor(() => expect(failures).toHaveLength(1));
  expect([...hub.behind()]).toEqual([["ada", 0]]);
  down = false;
  hub.wake("ada");
  await vi.waitFor(() => expect(stream.cursor).toBe(3));
});

test("a stream that is gone is nobody's any more", async () => {
  const { read, reads } = log(3, 10);
  const hub = createHub({ read, readers: 1, failed: fail });
  const { stream } = await client();
  hub.add("ada", stream);
  expect([hub.openOf("ada"), [...hub.all()].length]).toEqual([1, 1]);
  expect([hub.remove("ada", stream), hub.remove("ada", stream)]).toEqual([true, false]);
  hub.wake("ada");
  expect([hub.openOf("ada"), [...hub.all()].length, reads.length]).toEqual([0, 0, 0]);
});
