import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { startReceiver } from "./channels/support/receiver.ts";
import { startNotifier } from "./support/app.ts";

const { app, ask, pool, live, wanted } = await startNotifier();

async function webhook(userId: string, url: string): Promise<number> {
  const answer = await ask("/api/channels/make", { user_id: userId, channel: { kind: "webhook", url } });
  return answer.json<{ id: number }>().id;
}

const remind = (userId: string, more: object = {}) =>
  app.inject({
    method: "POST",
    url: "/dapr/reminders",
    headers: { "content-type": "application/cloudevents+json", "dapr-api-token": "shown by the sidecar" },
    payload: JSON.stringify({
      ...{ specversion: "1.0", id: randomUUID(), source: "chat-api", type: "dev.punctual.reminder.due" },
      data: {
        ...{ task_id: 12, reminder_id: 1, title: "Call Bob", due_at: null, user_id: userId },
        remind_at: new Date().toISOString(),
        ...more,
      },
    }),
  });

async function stateOf(channelId: number) {
  const { rows } = await pool.query<{ state: string; attempts: number; not_before: Date }>(
    "SELECT state, attempts, not_before FROM channel_delivery WHERE channel_id = $1",
    [channelId],
  );
  return rows[0];
}
const longAgo = () => ({ remind_at: new Date(Date.now() - 60_000).toISOString() });

describe("a reminder that is late", () => {
  test("is told only if its task still wants it", async () => {
    const receiver = await startReceiver();
    wanted.value = false;
    const id = await webhook("ada", `${receiver.origin}/`);
    await remind("ada", longAgo());
    await expect.poll(() => stateOf(id)).toMatchObject({ state: "cancelled" });
    wanted.value = true;
    await remind("ada", longAgo());
    await expect.poll(() => receiver.received.length).toBe(1);
  });

  test("is asked about again before each further try", async () => {
    wanted.value = true;
    const receiver = await startReceiver((response) => {
      wanted.value = false;
      response.writeHead(500).end();
    });
    const id = await webhook("bob", `${receiver.origin}/`);
    await remind("bob");
    await expect.poll(() => stateOf(id), { timeout: 5_000 }).toMatchObject({ state: "cancelled" });
    expect(receiver.received).toHaveLength(1);
  });

  test("waits while nobody can say", async () => {
    const receiver = await startReceiver();
    wanted.value = undefined;
    const id = await webhook("carol", `${receiver.origin}/`);
    await remind("carol", longAgo());
    await expect.poll(async () => (await stateOf(id))?.attempts).toBe(0);
    expect(receiver.received).toEqual([]);
    wanted.value = true;
    await expect.poll(() => receiver.received.length, { timeout: 5_000 }).toBe(1);
  });
});

test("in quiet hours only open clients are told; the rest waits for their end", async () => {
  wanted.value = true;
  const receiver = await startReceiver();
  const id = await webhook("dora", `${receiver.origin}/`);
  const clock = (ms: number) => new Date(Date.now() + ms).toISOString().slice(11, 16);
  const hour = 60 * 60 * 1000;
  await remind("dora", {
    quiet_hours: { from: clock(-hour), until: clock(hour), time_zone: "UTC" },
  });
  await expect.poll(() => live.some(({ user_id }) => user_id === "dora")).toBe(true);
  await expect.poll(async () => (await stateOf(id))?.attempts).toBe(0);
  const { not_before } = (await stateOf(id)) ?? {};
  expect(not_before?.toISOString().slice(11, 16)).toBe(clock(hour));
  expect(receiver.received).toEqual([]);
  await pool.query("UPDATE notice SET quiet_hours = NULL WHERE user_id = 'dora'");
  await pool.query("UPDATE channel_delivery SET not_before = now() WHERE channel_id = $1", [id]);
  await expect.poll(() => receiver.received.length).toBe(1);
});

test("a channel that is ahead of its pace waits for the clock", async () => {
  const receiver = await startReceiver();
  const id = await webhook("eve", `${receiver.origin}/`);
  await pool.query("UPDATE channel SET paced_until = now() + interval '61 seconds' WHERE id = $1", [id]);
  await remind("eve");
  await expect.poll(() => live.some(({ user_id }) => user_id === "eve")).toBe(true);
  expect(receiver.received).toEqual([]);
  await expect.poll(() => receiver.received.length, { timeout: 5_000 }).toBe(1);
});

describe("links in a reminder", () => {
  const linksOf = async (userId: string) => {
    const receiver = await startReceiver();
    await webhook(userId, `${receiver.origin}/`);
    await remind(userId);
    await expect.poll(() => receiver.received.length).toBe(1);
    return JSON.parse(receiver.received[0]?.body.toString() ?? "{}").data.links as {
      complete: string;
      snooze: { label: string; url: string }[];
    };
  };
  const redeem = async (url: string | undefined) =>
    (await ask("/api/action-links/redeem", { token: url?.split("/").at(-1) })).json() as object;

  test("say whose task is to be completed or put off, and acknowledge the notice", async () => {
    const { complete, snooze } = await linksOf("fay");
    expect(await redeem(complete)).toEqual({ action: "complete", user_id: "fay", task_id: 12 });
    expect(snooze.map(({ label }) => label)).toEqual(["In 10 minutes", "Tonight", "Tomorrow morning"]);
    expect(await redeem(snooze[0]?.url)).toEqual({
      ...{ action: "snooze", user_id: "fay", task_id: 12, reminder_id: 1, snooze: { for: "PT10M" } },
    });
    const { rows } = await pool.query("SELECT acknowledged_at FROM notice WHERE user_id = 'fay'");
    expect(rows).toEqual([{ acknowledged_at: expect.any(Date) }]);
  });
});

test("how late reminders were accepted is known by kind of channel", async () => {
  const receiver = await startReceiver();
  wanted.value = true;
  await webhook("gus", `${receiver.origin}/`);
  await remind("gus", { remind_at: new Date(Date.now() - 3_000).toISOString() });
  await expect.poll(() => receiver.received.length).toBe(1);
  const lag = async () =>
    (await ask("/api/told/lag", {})).json<{ channels: { kind: string; max_ms: number }[] }>().channels;
  await expect.poll(async () => (await lag()).map(({ kind }) => kind)).toEqual(["live", "webhook"]);
  expect((await lag()).find(({ kind }) => kind === "webhook")?.max_ms).toBeGreaterThan(3_000);
});
