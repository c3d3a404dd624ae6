import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { newPerson, type Person } from "./support/person.ts";
import { attachPlatform } from "./support/platform.ts";

const platform = attachPlatform(inject("platformDataDir"));
const TASKS = 50;
const ALL_ARRIVED_MS = 90_000;

// Whatever a test broke must work again before the next one.
afterEach(() => platform.healthy());

async function add(person: Person, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < count; i++) ids.push((await person.add(`Task ${i}`)).id);
  return ids;
}

/** Waits until recurrence has taken an event of each task, then expects exactly those, in order, each once. */
async function expectTrail(person: Person, ids: readonly number[]): Promise<void> {
  const recorded = async () => {
    const rows = await platform.sql<{ task_id: string }>(
      "recurrence",
      "SELECT task_id FROM audit_entry WHERE user_id = $1 ORDER BY recorded_at",
      [person.userId],
    );
    return rows.map((row) => Number(row.task_id));
  };
  await vi.waitFor(async () => expect((await recorded()).length).toBeGreaterThanOrEqual(ids.length), {
    timeout: ALL_ARRIVED_MS,
    interval: 250,
  });
  expect(await recorded()).toEqual(ids);
}

async function restartsOf(name: string): Promise<number> {
  return (await platform.status()).parts.find((part) => part.name === name)?.restarts ?? 0;
}

describe("tasks are made without an error, and every event arrives in order and is taken once,", () => {
  it("with the Kafka broker killed", async () => {
    const person = await newPerson(platform);
    const ids = await platform.whileDown("kafka", () => add(person, TASKS));
    await expectTrail(person, ids);
  });

  it("with chat-api's sidecar killed", async () => {
    const person = await newPerson(platform);
    const ids = await platform.whileDown("chat-api-dapr", () => add(person, TASKS));
    await expectTrail(person, ids);
  });

  it("with recurrence's sidecar killed while events arrive", async () => {
    const person = await newPerson(platform);
    const ids = await add(person, TASKS / 2);
    await platform.signal("recurrence-dapr", "SIGKILL");
    ids.push(...(await add(person, TASKS / 2)));
    await expectTrail(person, ids);
  });

  it("with recurrence killed while events arrive", async () => {
    const person = await newPerson(platform);
    const ids = await add(person, TASKS / 2);
    await platform.signal("recurrence", "SIGKILL");
    ids.push(...(await add(person, TASKS / 2)));
    await expectTrail(person, ids);
  });

  it("with PostgreSQL killed between them", async () => {
    const person = await newPerson(platform);
    const restarts = await restartsOf("postgres");
    const ids = await add(person, TASKS / 2);
    await platform.signal("postgres", "SIGKILL");
    await platform.healthy("postgres", restarts + 1);
    await platform.healthy("chat-api");
    ids.push(...(await add(person, TASKS / 2)));
    await expectTrail(person, ids);
  });

  it("with chat-api restarted while Kafka is still down", async () => {
    const person = await newPerson(platform);
    const restarts = await restartsOf("chat-api");
    const ids = await platform.whileDown("kafka", async () => {
      const before = await add(person, TASKS / 2);
      await platform.signal("chat-api", "SIGKILL");
      await platform.healthy("chat-api", restarts + 1);
      return [...before, ...(await add(person, TASKS / 2))];
    });
    await expectTrail(person, ids);
  });

  it("with chat-api killed between commit and publish", async () => {
    const person = await newPerson(platform);
    const restarts = await restartsOf("chat-api");
    // A sidecar that stands still answers no publish: what is committed now can't have been published.
    await platform.signal("chat-api-dapr", "SIGSTOP");
    try {
      const ids = await add(person, TASKS);
      await platform.signal("chat-api", "SIGKILL");
      await platform.healthy("chat-api", restarts + 1);
      await platform.signal("chat-api-dapr", "SIGCONT");
      await expectTrail(person, ids);
    } finally {
      await platform.signal("chat-api-dapr", "SIGCONT");
    }
  });
});
