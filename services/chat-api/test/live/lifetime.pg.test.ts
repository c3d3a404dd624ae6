import { connect } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";
import { listen } from "./support/replica.ts";

/** Everything a stream does by itself, in fractions of a second. */
const QUICK = { heartbeatMs: 60, pollMs: 40, recheckMs: 60, stallMs: 120 };

/** A chat-api that a test may stop. */
const [quick, ending] = [await startChatApi({ liveLimits: QUICK }), await startChatApi()];
const { app, pool, person } = quick;
const { url, stream } = await listen(quick);
const last = await listen(ending);

async function metric(line: string): Promise<number> {
  const text = (await app.inject({ url: "/metrics" })).body;
  const value = text
    .split("\n")
    .find((candidate) => candidate.startsWith(`${line} `))
    ?.split(" ")[1];
  return Number(value);
}
const open = () => metric('punctual_streams_open{app_id="chat-api"}');
const dropped = (reason: string) =>
  metric(`punctual_stream_dropped_total{reason="${reason}",app_id="chat-api"}`);

/** A client that reads nothing after it connected. */
function deafClient({ token }: Person) {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(
    `GET /api/stream?last_event_id=0 HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${token}\r\n\r\n`,
  );
  socket.pause();
  return socket;
}

test("what no wake-up told of is seen all the same", async () => {
  const ada = await person();
  const client = await stream(ada);
  await client.seen(1);
  await ada.add({ title: "Milk" });
  await client.seen(2);
  expect(client.changes()[0]?.task?.title).toBe("Milk");
  client.close();
});

test("a silent stream is kept alive", async () => {
  const client = await stream(await person());
  await vi.waitFor(() => expect(client.comments).toBeGreaterThan(2));
  expect(client.events).toHaveLength(1);
  client.close();
});

test("streams are counted while they are open", async () => {
  await expect.poll(open).toBe(0);
  const ada = await person();
  const clients = [await stream(ada), await stream(ada)];
  expect(await open()).toBe(2);
  for (const client of clients) client.close();
  await expect.poll(open).toBe(0);
});

test("how long a stream was open isn't how long an answer took", async () => {
  const client = await stream(await person());
  await client.seen(1);
  client.close();
  await expect.poll(open).toBe(0);
  await app.inject({ url: "/api/stream" });
  const lines = (await app.inject({ url: "/metrics" })).body
    .split("\n")
    .filter((line) => line.startsWith("http_request_duration_seconds_count") && line.includes("/api/stream"));
  expect(lines.map((line) => /status="(\d+)"/.exec(line)?.[1])).toEqual(["401"]);
});

describe("a stream is ended", () => {
  test("when its token isn't valid any more", async () => {
    const [ada, grace] = [await person(), await person()];
    const [hers, other] = [await stream(ada), await stream(grace)];
    await Promise.all([hers.seen(1), other.seen(1)]);
    const before = await dropped("credential");
    const { items } = (await ada.ask("GET", "/api/tokens")).json<{ items: { id: string }[] }>();
    await ada.ask("DELETE", `/api/tokens/${items[0]?.id}`);
    await hers.ended;
    expect(await dropped("credential")).toBe(before + 1);
    expect(await open()).toBe(1);
    other.close();
  });

  test("when its client takes nothing, and what waits for it stays little", async () => {
    const ada = await person();
    // Far more than sockets hold.
    const notes = "x".repeat(10_000);
    const { id } = await ada.add({ title: "Long", notes });
    await pool.query(
      `WITH more AS (
         INSERT INTO change (user_id, sequence, write_id, entity, entity_id, action, version, actor)
         SELECT $1, 100 + n, gen_random_uuid(), 'task', $2, 'updated', 1, '{}' FROM generate_series(1, 3000) AS n
       ) UPDATE event_stream SET last_sequence = 3100 WHERE user_id = $1`,
      [ada.userId, id],
    );
    const before = await dropped("slow");
    const socket = deafClient(ada);
    await expect.poll(() => dropped("slow"), { timeout: 5_000 }).toBe(before + 1);
    await expect.poll(open).toBe(0);
    // And it can come back.
    const again = await stream(ada, "0");
    await again.seen(3001);
    again.close();
    socket.destroy();
  });

  test("when its replica stops: told when to come back, with nothing to wait for", async () => {
    const ada = await ending.person();
    const clients = [await last.stream(ada), await last.stream(ada)];
    await Promise.all(clients.map((client) => client.seen(1)));
    await ending.app.close();
    await Promise.all(clients.map(({ ended }) => ended));
    expect(clients.map(({ retries }) => retries.length)).toEqual([2, 2]);
    expect(clients[0]?.retries[1]).toBeGreaterThanOrEqual(500);
  });
});
