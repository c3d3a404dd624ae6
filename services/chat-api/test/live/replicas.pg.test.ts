import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { StreamClient } from "../../../../test/support/event-stream.ts";
import { type Person, startChatApi } from "../support/app.ts";
import { listen, type Replica } from "./support/replica.ts";

// Without wake-ups, streams only look for themselves; with some, they look at odd moments.
const liveLimits = { pollMs: 20, batch: 7, streamsPerUser: 1_000 };
const first = await startChatApi({ liveLimits });
const database = first.database;
const [second, third] = [
  await startChatApi({ database, liveLimits }),
  await startChatApi({ database, liveLimits }),
];
const [one, two, three] = [await listen(first), await listen(second), await listen(third)];

/** Writes in bursts through two replicas at once, wakes some, and gives the sequence numbers that came of it. */
async function write(person: Person, tasks: number, wakes: readonly boolean[]): Promise<void> {
  await Promise.all(
    Array.from({ length: tasks }, async (_, i) => {
      const url = i % 2 ? one.url : two.url;
      const response = await fetch(`${url}/api/tasks`, {
        method: "POST",
        headers: { authorization: `Bearer ${person.token}`, "content-type": "application/json" },
        body: JSON.stringify({ title: `Task ${i}` }),
      });
      if (response.status !== 201) throw new Error(await response.text());
      if (wakes[i % wakes.length]) await three.wake(person.userId);
    }),
  );
}

async function logged(person: Person): Promise<number[]> {
  const { rows } = await first.pool.query<{ sequence: number }>(
    "SELECT sequence FROM change WHERE user_id = $1 ORDER BY sequence",
    [person.userId],
  );
  return rows.map(({ sequence }) => sequence);
}

/** Listens until everything was written and seen, cut off after so many events each time, and then somewhere else. */
async function listenWithCuts(
  person: Person,
  replicas: readonly Replica[],
  cuts: readonly number[],
  writing: Promise<void>,
): Promise<number[]> {
  const got: number[] = [];
  let place = "0";
  let total = Number.POSITIVE_INFINITY;
  const written = writing.then(
    async () => {
      total = (await logged(person)).length;
    },
    (error: unknown) => {
      total = 0;
      throw error;
    },
  );
  for (let turn = 0; got.length < total; turn++) {
    const replica = replicas[turn % replicas.length];
    if (!replica) throw new Error("no replica");
    const client: StreamClient = await replica.stream(person, place);
    const most = cuts[turn % cuts.length] ?? 1;
    while (client.events.length < Math.min(most, total - got.length)) await setTimeout(1);
    // Whatever is still on its way is lost with the connection.
    client.close();
    await client.ended;
    got.push(...client.changes().map(({ sequence }) => sequence));
    place = client.lastEventId ?? place;
  }
  await written;
  return got;
}

test("a client that is cut off at any moments, and comes back to any replica, has every change once, in order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
      async (cuts, wakes) => {
        const ada = await first.person();
        const got = await listenWithCuts(ada, [three, one, two], cuts, write(ada, 30, wakes));
        expect(got).toEqual(await logged(ada));
      },
    ),
    { numRuns: 10 },
  );
});

test("nothing is missed while two replicas are stopped one after the other", async () => {
  const ada = await second.person();
  const got: number[] = [];
  let place = "0";
  const follow = async (replica: Replica) => {
    const client = await replica.stream(ada, place);
    await client.ended;
    got.push(...client.changes().map(({ sequence }) => sequence));
    place = client.lastEventId ?? place;
  };
  const following = follow(one).then(() => follow(two));
  const add = async (api: typeof first, from: number) => {
    for (let i = from; i < from + 10; i++) {
      const answer = await api.app.inject({
        method: "POST",
        url: "/api/tasks",
        headers: { authorization: `Bearer ${ada.token}` },
        payload: { title: `Task ${i}` },
      });
      expect(answer.statusCode).toBe(201);
    }
  };
  await add(third, 0);
  await Promise.all([first.app.close(), add(third, 10)]);
  await Promise.all([second.app.close(), add(third, 20)]);
  await following;
  const client = await three.stream(ada, place);
  await client.seen(30 - got.length);
  expect([...got, ...client.changes().map(({ sequence }) => sequence)]).toEqual(await logged(ada));
  client.close();
});
