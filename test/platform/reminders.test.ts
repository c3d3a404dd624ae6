import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { newPerson, type Person } from "./support/person.ts";
import { attachPlatform } from "./support/platform.ts";
import { startWebhook, type TestWebhook } from "./support/webhook.ts";

const platform = attachPlatform(inject("platformDataDir"));
let person: Person;
let webhook: TestWebhook;
beforeAll(async () => {
  person = await newPerson(platform);
  webhook = await startWebhook(person);
});
afterAll(() => webhook.close());

/** Adds a task with a reminder in some milliseconds. */
async function remindIn(ms: number, title: string): Promise<{ id: number; at: number }> {
  const at = Date.now() + ms;
  const body = { title, reminders: [{ at: new Date(at).toISOString() }] };
  const response = await person.fetch("/api/tasks", { method: "POST", body });
  expect(response.status).toBe(201);
  return { id: ((await response.json()) as { id: number }).id, at };
}

const toldOf = (taskId: number) => webhook.toldOf(taskId);

describe("a reminder on the running platform", () => {
  it("reaches its owner's webhook through the scheduler and Kafka, once, and not before its time", async () => {
    const { id, at } = await remindIn(2_500, "Call Bob");
    await vi.waitFor(() => expect(toldOf(id)).not.toEqual([]), { timeout: 30_000 });
    expect(toldOf(id)).toMatchObject([{ title: "Call Bob", remindAt: new Date(at).toISOString() }]);
    expect(toldOf(id)[0]?.at).toBeGreaterThanOrEqual(at);

    const read = async () => {
      const answer = await person.fetch(`/api/tasks/${id}/reminders`);
      return ((await answer.json()) as { items: Record<string, unknown>[] }).items;
    };
    await vi.waitFor(
      async () =>
        expect(await read()).toMatchObject([
          {
            ...{ reminder_id: 1, state: "fired" },
            deliveries: expect.arrayContaining([
              expect.objectContaining({ kind: "webhook", state: "accepted", attempts: 1 }),
              expect.objectContaining({ kind: "live", state: "accepted", attempts: 1 }),
            ]),
          },
        ]),
      { timeout: 20_000 },
    );
    // And the clients that they have open.
    await vi.waitFor(
      async () => {
        const answer = await person.fetch("/api/notices");
        const { items } = (await answer.json()) as { items: Record<string, unknown>[] };
        expect(items.filter(({ task_id }) => task_id === id)).toMatchObject([{ title: "Call Bob" }]);
      },
      { timeout: 20_000 },
    );
    const seen = await person.fetch(`/api/tasks/${id}/acknowledge`, { method: "POST" });
    expect(await seen.json()).toEqual({ acknowledged: 1 });
    const [audited] = await read();
    const times = ["wanted_at", "armed_at", "remind_at", "fired_at", "acknowledged_at"].map((name) =>
      Date.parse(String(audited?.[name])),
    );
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it("comes again when it was put off", async () => {
    const { id } = await remindIn(1_500, "Put off");
    await vi.waitFor(() => expect(toldOf(id)).toHaveLength(1), { timeout: 30_000 });
    const until = new Date(Date.now() + 2_000).toISOString();
    const snoozed = await person.fetch(`/api/tasks/${id}/snooze`, { method: "POST", body: { until } });
    expect(snoozed.status).toBe(200);
    await vi.waitFor(() => expect(toldOf(id)).toHaveLength(2), { timeout: 30_000 });
    expect(toldOf(id).map(({ remindAt }) => remindAt)).toContain(until);
  });

  it("says nothing of a task that was completed before, and what comes after it comes", async () => {
    const stray = await remindIn(3_000, "Done by then");
    await person.fetch(`/api/tasks/${stray.id}/complete`, { method: "POST" });
    const { id } = await remindIn(4_000, "Still to do");
    await vi.waitFor(() => expect(toldOf(id)).toHaveLength(1), { timeout: 30_000 });
    expect(toldOf(stray.id)).toEqual([]);
  });

  it("shows how a channel does", async () => {
    const body = { kind: "webhook", url: "http://127.0.0.1:9/", name: "Broken" };
    const made = (await (await person.fetch("/api/channels", { method: "POST", body })).json()) as {
      id: number;
    };
    expect((await person.fetch(`/api/channels/${made.id}/test`, { method: "POST" })).status).toBe(202);
    await vi.waitFor(
      async () => {
        const { items } = (await (await person.fetch("/api/channels")).json()) as { items: object[] };
        expect(items).toContainEqual(expect.objectContaining({ name: "Broken", state: "failing" }));
      },
      { timeout: 20_000 },
    );
    expect((await person.fetch(`/api/channels/${made.id}`, { method: "DELETE" })).status).toBe(204);
  });
});
