import { setTimeout } from "node:timers/promises";
import { LIVE_GROUPS } from "@punctual/contracts/topics";
import { asAdmin } from "@punctual/local/kafka/topics";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { openStream, type StreamClient } from "../support/event-stream.ts";
import { newPerson, type Person } from "./support/person.ts";
import { attachPlatform } from "./support/platform.ts";
import { type SecondReplica, startSecondReplica } from "./support/second-replica.ts";

const platform = attachPlatform(inject("platformDataDir"));
/** Sooner than streams look by themselves: only a wake-up through Kafka can be this quick. */
const WOKEN_MS = 2_000;

let second: SecondReplica;
beforeAll(async () => {
  second = await startSecondReplica(platform);
});
afterAll(() => second?.stop());
// Whatever a test broke must work again before the next one.
afterEach(() => platform.healthy());

const streamOf = (person: Person, url: string, lastEventId?: string) =>
  openStream(new URL("/api/stream", url), person.token, lastEventId);

/** Adds a task, and gives how long it took from the answer until a stream told of it, in milliseconds. */
async function seenAfter(person: Person, client: StreamClient): Promise<number> {
  const before = client.events.length;
  await person.add("Milk");
  const answered = performance.now();
  await client.seen(before + 1, 15_000);
  return performance.now() - answered;
}

/** Waits until wake-ups reach a replica: its sidecar's consumer group takes a moment to join. */
const woken = (person: Person, client: StreamClient) =>
  vi.waitFor(async () => expect(await seenAfter(person, client)).toBeLessThan(WOKEN_MS), {
    timeout: 60_000,
    interval: 10,
  });

/** Sequence numbers of all changes of somebody, as they were committed. */
async function logged({ userId }: Person): Promise<number[]> {
  const rows = await platform.sql<{ sequence: string }>(
    "chat_api",
    "SELECT sequence FROM change WHERE user_id = $1 ORDER BY sequence",
    [userId],
  );
  return rows.map(({ sequence }) => Number(sequence));
}

describe("a change made at one replica is told by the other at once,", () => {
  it.each(["the platform's own", "the second"])("when a client listens at %s", async (which) => {
    const person = await newPerson(platform);
    // Written at the platform's own, always.
    const client = await streamOf(person, which === "the second" ? second.url : platform.url);
    await client.seen(1);
    await woken(person, client);
    const times: number[] = [];
    for (let i = 0; i < 20; i++) times.push(await seenAfter(person, client));
    expect(Math.max(...times)).toBeLessThan(WOKEN_MS);
    client.close();
  });
});

describe("nothing is missed", () => {
  it("with Kafka down: streams look by themselves", async () => {
    const person = await newPerson(platform);
    const client = await streamOf(person, second.url);
    await client.seen(1);
    await platform.whileDown("kafka", async () => {
      expect(await seenAfter(person, client)).toBeLessThan(15_000);
    });
    expect(client.changes().map(({ sequence }) => sequence)).toEqual(await logged(person));
    client.close();
  });

  it("and nothing is told twice, by a client that is cut off at any moment, while both replicas are killed and stopped", async () => {
    const person = await newPerson(platform);
    const stop = new AbortController();
    const writing = writeUntil(person, stop.signal);
    const follower = follow(person, [platform.url, second.url]);
    try {
      for (const signal of ["SIGKILL", "SIGTERM", "SIGKILL"] as const) {
        const restarts = await restartsOf("chat-api");
        await platform.signal("chat-api", signal);
        await platform.healthy("chat-api", restarts + 1);
        await second.restart(signal);
      }
      stop.abort();
      const answered = await writing;
      const all = await logged(person);
      expect(answered).toBeGreaterThan(20);
      // One that was committed as its process died had no answer.
      expect(all.length).toBeGreaterThanOrEqual(answered);
      await vi.waitFor(() => expect(follower.got.length).toBeGreaterThanOrEqual(all.length), {
        timeout: 15_000,
      });
      expect(follower.got).toEqual(all);
    } finally {
      stop.abort();
      await follower.stop();
    }
  });
});

async function restartsOf(name: string): Promise<number> {
  return (await platform.status()).parts.find((part) => part.name === name)?.restarts ?? 0;
}

/** Adds tasks at both replicas until told to stop, and gives how many were answered with 201. */
async function writeUntil(person: Person, stop: AbortSignal): Promise<number> {
  let answered = 0;
  for (let i = 0; !stop.aborted; i++) {
    try {
      const response = await fetch(new URL("/api/tasks", i % 2 ? second.url : platform.url), {
        method: "POST",
        headers: { authorization: `Bearer ${person.token}`, "content-type": "application/json" },
        body: JSON.stringify({ title: `Task ${i}` }),
      });
      if (response.status === 201) answered++;
      await response.arrayBuffer();
    } catch {
      // The replica is down just now.
      await setTimeout(20);
    }
  }
  return answered;
}

/** Listens at one of these addresses after the other, cut off after up to half a second each time; `got` is what came. */
function follow(person: Person, urls: readonly string[]) {
  const got: number[] = [];
  let stopped = false;
  let place = "0";
  const following = (async () => {
    for (let turn = 0; !stopped; turn++) {
      const client = await streamOf(person, urls[turn % urls.length] ?? platform.url, place).catch(
        () => undefined,
      );
      if (client?.status !== 200) {
        client?.close();
        await setTimeout(20);
        continue;
      }
      await Promise.race([client.ended, setTimeout(Math.random() * 500)]);
      client.close();
      await client.ended;
      expect(client.events.filter(({ event }) => event !== "change")).toEqual([]);
      got.push(...client.changes().map(({ sequence }) => sequence));
      place = client.lastEventId ?? place;
    }
  })();
  return {
    got,
    async stop() {
      stopped = true;
      await following;
    },
  };
}

it("gives each replica a consumer group of its own", async () => {
  const members = () =>
    asAdmin(platform.ports.kafka, async (admin) => {
      const groups = [...(await admin.listGroups()).keys()].filter((group) => group.startsWith(LIVE_GROUPS));
      const described = await admin.describeGroups({ groups });
      return groups.map((group) => described.get(group)?.members.size ?? 0);
    });
  // Groups of sidecars that were killed stay, without members.
  await vi.waitFor(async () => expect((await members()).filter((count) => count > 0)).toEqual([1, 1]), {
    timeout: 60_000,
    interval: 250,
  });
});
