import { setImmediate } from "node:timers/promises";
import { createPool, inTransaction } from "@punctual/service-kit/database";
import { outboxMigrations } from "@punctual/service-kit/migrate";
import { type RelayOptions, startRelay } from "@punctual/service-kit/outbox/relay";
import { relayMetrics } from "@punctual/service-kit/outbox/relay-metrics";
import { Registry } from "prom-client";
import { expect, onTestFinished, test, vi } from "vitest";
import { createTestDatabase, silent } from "../../../../test/support/postgres-database.ts";
import { append, appendIn, labelOf, type Published, storedOf } from "../support/outbox.ts";

const WAIT = { timeout: 15_000 };

/** A database of a test's own, for a relay takes whatever is in the outbox. */
async function outbox() {
  const { url, pool } = await createTestDatabase([outboxMigrations]);
  const published: Published[] = [];
  const registry = new Registry();
  const metrics = relayMetrics(registry, ["things"]);
  const labels = (userId?: string) =>
    published
      .filter(({ partitionKey }) => !userId || partitionKey === userId)
      .map(({ event }) => labelOf(event));
  /** Starts a relay that records what it publishes, after `before` let it. */
  const relay = (before: RelayOptions["publish"] = async () => {}) => {
    const own = createPool(url, silent);
    const started = startRelay({
      pool: own,
      databaseUrl: url,
      logger: silent,
      wakeUps: ["wake-ups"],
      metrics,
      async publish(topic, event, partitionKey) {
        await before(topic, event, partitionKey);
        published.push({ topic, event, partitionKey });
      },
    });
    onTestFinished(async () => {
      await started.stop();
      await own.end();
    });
    return started;
  };
  const listeners = async () => {
    const { rows } = await pool.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'",
    );
    return rows.map(({ pid }) => pid);
  };
  /** One figure, by the start of its line. */
  const figure = async (series: string) =>
    Number(
      (await registry.metrics())
        .split("\n")
        .find((line) => line.startsWith(series))
        ?.split(" ")
        .at(-1),
    );
  return { pool, published, labels, relay, listeners, figure };
}

test("an event is published to its topic, under its user's key, as it was kept", async () => {
  const { pool, published, relay } = await outbox();
  relay();
  await append(pool, "ada", "one");
  await expect.poll(() => published, WAIT).toHaveLength(1);
  expect(published[0]).toMatchObject({ topic: "things", partitionKey: "ada" });
  expect(published[0]?.event).toMatchObject({ specversion: "1.0", data: { label: "one" } });
});

test("what waited before the relay started is published", async () => {
  const { pool, labels, relay } = await outbox();
  await append(pool, "ada", "one", "two");
  relay();
  await expect.poll(() => labels(), WAIT).toEqual(["one", "two"]);
});

test("a published event is marked, and not published again by the next relay", async () => {
  const { pool, labels, relay } = await outbox();
  await append(pool, "ada", "one");
  const first = relay();
  await expect.poll(async () => (await storedOf(pool, "ada"))[0]?.sent, WAIT).toBe(true);
  await first.stop();
  relay();
  await append(pool, "ada", "two");
  await expect.poll(() => labels(), WAIT).toEqual(["one", "two"]);
});

test("a change that was rolled back is never published", async () => {
  const { pool, labels, relay } = await outbox();
  relay();
  await inTransaction(pool, async (transaction) => {
    await appendIn(transaction, "ada", ["never"]);
    throw new Error("no");
  }).catch(() => undefined);
  await append(pool, "ada", "after");
  await expect.poll(() => labels(), WAIT).toEqual(["after"]);
});

test("each user's events keep their order, with many writers and two relays, and none is lost", async () => {
  const { pool, published, relay } = await outbox();
  const users = ["ada", "grace", "barbara"];
  relay(async () => void (await setImmediate()));
  relay(async () => void (await setImmediate()));
  const writer = async (w: number) => {
    for (let i = 0; i < 25; i++) await append(pool, users[(w + i) % 3] ?? "", `${w}/${i}`);
  };
  await Promise.all(Array.from({ length: 8 }, (_, w) => writer(w)));
  await expect.poll(() => published.length, WAIT).toBeGreaterThanOrEqual(200);
  for (const user of users) {
    const stored = await storedOf(pool, user);
    expect(stored.map(({ sequence }) => sequence)).toEqual(stored.map((_, i) => i + 1));
    const seen = published.filter(({ partitionKey }) => partitionKey === user).map(({ event }) => event.id);
    expect(seen).toEqual(stored.map(({ id }) => id));
  }
  expect(published).toHaveLength(200);
});

test("of wake-ups that wait, the last is published and all are marked; events between them all are", async () => {
  const { pool, published, labels, relay } = await outbox();
  await append(pool, "ada", "first", "a", "second", "b", "third");
  await append(pool, "grace", "c");
  await pool.query("UPDATE outbox SET topic = 'wake-ups' WHERE event->'data'->>'label' IN ('a', 'b', 'c')");
  relay();
  await expect.poll(() => published.length, WAIT).toBe(5);
  const sent = async () => [...(await storedOf(pool, "ada")), ...(await storedOf(pool, "grace"))];
  await expect.poll(async () => (await sent()).every((event) => event.sent), WAIT).toBe(true);
  const wakeUps = published.filter(({ topic }) => topic === "wake-ups").map(({ event }) => labelOf(event));
  expect(wakeUps.toSorted()).toEqual(["b", "c"]);
  expect(labels("ada").filter((label) => label !== "b")).toEqual(["first", "second", "third"]);
});

test("a failure holds up that user alone", async () => {
  const { pool, labels, relay } = await outbox();
  relay(async (_topic, _event, userId) => {
    if (userId === "unlucky") throw new Error("no broker");
  });
  await append(pool, "unlucky", "a");
  await append(pool, "lucky", "b", "c");
  await append(pool, "unlucky", "d");
  await append(pool, "lucky", "e");
  await expect.poll(() => labels("lucky"), WAIT).toEqual(["b", "c", "e"]);
  expect(labels("unlucky")).toEqual([]);
});

test("many users whose events fail don't keep the others from their turn", async () => {
  const { pool, labels, relay } = await outbox();
  relay(async (_topic, _event, userId) => {
    if (userId.startsWith("unlucky")) throw new Error("no broker");
  });
  for (let i = 0; i < 100; i++) await append(pool, `unlucky ${i}`, "never");
  // All are due for another try, and have waited longer than who comes now.
  await pool.query("UPDATE event_stream SET failures = 1");
  await append(pool, "lucky", "one");
  await expect.poll(() => labels(), { timeout: 5_000 }).toEqual(["one"]);
});

test("what failed is tried again in its place, and what went before it isn't repeated", async () => {
  const { pool, labels, relay } = await outbox();
  let failuresLeft = 2;
  relay(async (_topic, event) => {
    if (labelOf(event) === "second" && failuresLeft-- > 0) throw new Error("no broker");
  });
  await append(pool, "ada", "first", "second", "third");
  await expect.poll(() => labels(), WAIT).toEqual(["first", "second", "third"]);
});

test("a crash between publishing and marking publishes the same event again, and loses none", async () => {
  const { pool, published, relay } = await outbox();
  let crashes = 1;
  relay(async () => {
    if (crashes-- <= 0) return;
    // The broker has the event; the connection that would mark it is cut.
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND state = 'idle in transaction'`,
    );
  });
  await append(pool, "ada", "one", "two");
  await expect.poll(async () => (await storedOf(pool, "ada")).every(({ sent }) => sent), WAIT).toBe(true);
  const [one, two] = await storedOf(pool, "ada");
  const ids = published.map(({ event }) => event.id);
  expect(ids.filter((id) => id === one?.id).length).toBeGreaterThan(1);
  expect(ids.lastIndexOf(one?.id ?? "")).toBeLessThan(ids.lastIndexOf(two?.id ?? ""));
});

test("a notification wakes the relay, without its timer", async () => {
  const { pool, labels, relay, listeners } = await outbox();
  // The timer is made on a clock that stands still.
  vi.useFakeTimers({ toFake: ["setInterval"] });
  relay();
  vi.useRealTimers();
  await expect.poll(listeners, WAIT).toHaveLength(1);
  await append(pool, "ada", "one");
  await expect.poll(() => labels(), WAIT).toEqual(["one"]);
});

test("a lost listening connection is made again", async () => {
  const { pool, relay, listeners } = await outbox();
  relay();
  await expect.poll(listeners, WAIT).toHaveLength(1);
  const [lost] = await listeners();
  await pool.query("SELECT pg_terminate_backend($1)", [lost]);
  await expect.poll(async () => (await listeners()).filter((pid) => pid !== lost), WAIT).toHaveLength(1);
});

test("stopping lets the event in hand be finished and marked, and begins no other", async () => {
  const { pool, labels, relay } = await outbox();
  const inHand = Promise.withResolvers<void>();
  const broker = Promise.withResolvers<void>();
  const started = relay(async () => {
    inHand.resolve();
    await broker.promise;
  });
  await append(pool, "ada", "one", "two");
  await inHand.promise;
  let stopped = false;
  const stopping = started.stop().then(() => {
    stopped = true;
  });
  await pool.query("SELECT 1");
  expect(stopped).toBe(false);
  broker.resolve();
  await stopping;
  expect(labels()).toEqual(["one"]);
  expect(await storedOf(pool, "ada")).toMatchObject([{ sent: true }, { sent: false }]);
});

test("stopping ends the listening connection", async () => {
  const { relay, listeners } = await outbox();
  const started = relay();
  await expect.poll(listeners, WAIT).toHaveLength(1);
  await started.stop();
  await expect.poll(listeners, WAIT).toHaveLength(0);
});

test("what is published and what fails is counted by topic, from nought, and how long it waited", async () => {
  const { pool, relay, figure } = await outbox();
  const failed = 'punctual_events_published_total{topic="things",result="failed"}';
  const sent = 'punctual_events_published_total{topic="things",result="sent"}';
  expect([await figure(failed), await figure(sent)]).toEqual([0, 0]);
  let broken = true;
  relay(async () => {
    if (!broken) return;
    broken = false;
    throw new Error("no broker");
  });
  await append(pool, "ada", "one");
  await expect.poll(() => figure(sent), WAIT).toBe(1);
  expect(await figure(failed)).toBe(1);
  // The first try failed, and the next one comes a quarter of a second later.
  expect(await figure('punctual_event_publish_delay_seconds_sum{topic="things"}')).toBeGreaterThan(0.2);
});
