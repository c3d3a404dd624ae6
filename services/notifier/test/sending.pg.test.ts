import { randomUUID } from "node:crypto";
import { purgeNotices } from "@punctual/notifier/store/notices";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { startReceiver } from "./channels/support/receiver.ts";
import { startNotifier } from "./support/app.ts";

const { app, ask, pool, live } = await startNotifier();

async function webhook(userId: string, url: string) {
  const answer = await ask("/api/channels/make", { user_id: userId, channel: { kind: "webhook", url } });
  expect(answer.statusCode).toBe(200);
  return answer.json<{ id: number; secret: string }>();
}

async function viewOf(userId: string, id: number) {
  const answer = await ask("/api/channels/list", { user_id: userId });
  return answer
    .json<{ items: { id: number; state: string; error: string | null; waiting: number }[] }>()
    .items.find((each) => each.id === id);
}

function remind(userId: string, more: object = {}, id = randomUUID()) {
  return app.inject({
    method: "POST",
    url: "/dapr/reminders",
    headers: { "content-type": "application/cloudevents+json", "dapr-api-token": "shown by the sidecar" },
    payload: JSON.stringify({
      ...{ specversion: "1.0", id, source: "chat-api", type: "dev.punctual.reminder.due" },
      data: {
        ...{ task_id: 12, title: "Call Bob", due_at: "2026-11-24T09:30:00.000Z", user_id: userId },
        remind_at: new Date().toISOString(),
        time_zone: "Europe/Berlin",
        ...more,
      },
    }),
  });
}

describe("a reminder", () => {
  test("is sent by its owner's webhooks, signed, once however often it is delivered", async () => {
    const receiver = await startReceiver();
    const { secret } = await webhook("ada", `${receiver.origin}/a`);
    await webhook("ada", `${receiver.origin}/b`);
    await webhook("bob", `${receiver.origin}/not-hers`);
    const id = randomUUID();
    await Promise.all([remind("ada", {}, id), remind("ada", {}, id)]);
    await remind("ada", {}, id);
    await expect.poll(() => receiver.received.map(({ path }) => path).sort()).toEqual(["/a", "/b"]);
    const first = receiver.received.find(({ path }) => path === "/a");
    const payload = new Webhook(secret).verify(
      first?.body.toString() ?? "",
      first?.headers as Record<string, string>,
    );
    expect(JSON.stringify(payload)).toContain("Call Bob");
    expect(JSON.stringify(payload)).toContain("Due Tue, 24 Nov 2026, 10:30 (Europe/Berlin).");
  });

  test("is tried again until it is accepted, with the same id, and its channel says how it does", async () => {
    let failures = 2;
    const receiver = await startReceiver((response) => response.writeHead(failures-- > 0 ? 500 : 204).end());
    const { id } = await webhook("grace", `${receiver.origin}/`);
    await remind("grace");
    await expect.poll(() => viewOf("grace", id)).toMatchObject({ state: "failing", error: "answered 500" });
    await expect
      .poll(() => viewOf("grace", id), { timeout: 15_000 })
      .toMatchObject({ state: "working", error: null });
    expect(receiver.received).toHaveLength(3);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  test("waits for nobody else's channel that hangs", async () => {
    const hanging = await startReceiver(() => undefined);
    await webhook("hung", `${hanging.origin}/`);
    for (let n = 0; n < 20; n += 1) await remind("hung");
    const receiver = await startReceiver();
    const users = Array.from({ length: 500 }, (_, n) => `on-time-${n}`);
    for (const user of users) await webhook(user, `${receiver.origin}/${user}`);
    await Promise.all(users.map((user) => remind(user)));
    await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(users.length);
    expect(hanging.received.length).toBeLessThanOrEqual(8);
  });

  test("ends a channel whose receiver is gone", async () => {
    const receiver = await startReceiver((response) => response.writeHead(410).end());
    const { id } = await webhook("edsger", `${receiver.origin}/`);
    await remind("edsger");
    await expect.poll(() => viewOf("edsger", id)).toMatchObject({ state: "disabled", error: "answered 410" });
  });

  test("isn't sent any more once it is acknowledged, nor once its channel is deleted", async () => {
    const receiver = await startReceiver((response) => response.writeHead(500).end());
    const { id } = await webhook("barbara", `${receiver.origin}/`);
    await remind("barbara");
    await expect.poll(() => viewOf("barbara", id)).toMatchObject({ state: "failing", waiting: 1 });
    await ask("/api/channels/delete", { user_id: "barbara", channel_id: id });
    const { rows } = await pool.query(
      "SELECT d.state FROM channel_delivery AS d JOIN notice ON notice.id = notice_id WHERE user_id = 'barbara' AND d.channel_id <> (SELECT id FROM channel WHERE user_id = 'barbara' AND kind = 'live')",
    );
    expect(rows).toEqual([{ state: "cancelled" }]);
    expect(await viewOf("barbara", id)).toBeUndefined();
  });

  test("that the version before took goes by channels as well", async () => {
    const receiver = await startReceiver();
    await webhook("rolling", `${receiver.origin}/`);
    await pool.query(
      "INSERT INTO delivery (user_id, channel, title, body, task_id, remind_at) VALUES ('rolling', 'inbox', 'Old', '', 1, now())",
    );
    await expect.poll(() => receiver.received.length).toBe(1);
  });
});

test("notices are forgotten after 90 days, with what became of them", async () => {
  await remind("old");
  await pool.query("UPDATE notice SET delivered_at = now() - interval '91 days' WHERE user_id = 'old'");
  expect(await purgeNotices(pool)).toBe(1);
  expect((await pool.query("SELECT FROM notice WHERE user_id = 'old'")).rowCount).toBe(0);
});

describe("channels", () => {
  test("are somebody's own", async () => {
    const receiver = await startReceiver();
    const { id } = await webhook("owner", `${receiver.origin}/`);
    for (const what of ["delete", "test"]) {
      const answer = await ask(`/api/channels/${what}`, { user_id: "other", channel_id: id });
      expect(answer.json()).toMatchObject({ status: 404, code: "channel_not_found" });
    }
    const answer = await ask("/api/channels/change", {
      user_id: "other",
      channel_id: id,
      patch: { name: "x" },
    });
    expect(answer.statusCode).toBe(404);
  });

  test("are tested by a notice of their own", async () => {
    const receiver = await startReceiver();
    const { id } = await webhook("tester", `${receiver.origin}/one`);
    await webhook("tester", `${receiver.origin}/other`);
    await ask("/api/channels/test", { user_id: "tester", channel_id: id });
    await expect.poll(() => receiver.received.map(({ path }) => path)).toEqual(["/one"]);
    await expect.poll(() => viewOf("tester", id)).toMatchObject({ state: "working" });
  });

  test("include a person's open clients, which can be silenced but not deleted", async () => {
    await remind("here");
    await expect
      .poll(() => live.filter(({ user_id }) => user_id === "here"))
      .toMatchObject([{ kind: "reminder", title: "Call Bob", task_id: 12 }]);
    const list = await ask("/api/channels/list", { user_id: "here" });
    const [own] = list.json<{ items: { id: number; kind: string }[] }>().items;
    expect(own).toMatchObject({ kind: "live", name: "Open clients", target: null });
    const ref = { user_id: "here", channel_id: own?.id };
    expect((await ask("/api/channels/delete", ref)).json()).toMatchObject({ status: 409 });
    await ask("/api/channels/change", { ...ref, patch: { enabled: false } });
    const receiver = await startReceiver();
    await webhook("here", `${receiver.origin}/`);
    await remind("here");
    await expect.poll(() => receiver.received.length).toBe(1);
    expect(live.filter(({ user_id }) => user_id === "here")).toHaveLength(1);
  });

  test("are made once for one request key, with the same secret", async () => {
    const body = {
      user_id: "twice",
      request_key: "k",
      channel: { kind: "webhook", url: "http://127.0.0.1:9/" },
    };
    const answers = [await ask("/api/channels/make", body), await ask("/api/channels/make", body)];
    const [first, second] = answers.map((answer) => answer.json<{ id: number; secret: string }>());
    expect(second).toEqual(first);
    expect(first?.secret).toMatch(/^whsec_/);
  });

  test("are refused where nothing can be sent: private networks, and e-mail where there is no mail server", async () => {
    const inside = { kind: "webhook", url: "http://169.254.169.254/latest/meta-data" };
    const answer = await ask("/api/channels/make", { user_id: "ada", channel: inside });
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ field: "url" }] });
    const email = { kind: "email", address: "ada@example.com" };
    const mailed = await ask("/api/channels/make", { user_id: "ada", channel: email });
    expect(mailed.json()).toMatchObject({ status: 409, code: "channel_unavailable" });
  });

  test("end by the link in what they sent", async () => {
    const receiver = await startReceiver();
    const { id } = await webhook("done", `${receiver.origin}/`);
    await remind("done");
    await expect.poll(() => receiver.received.length).toBe(1);
    const { data } = JSON.parse(receiver.received[0]?.body.toString() ?? "{}") as {
      data: { links: { unsubscribe: string } };
    };
    const token = data.links.unsubscribe.split("/").at(-1);
    const answer = await ask("/api/action-links/redeem", { token });
    expect(answer.json()).toEqual({ action: "unsubscribe", channel_id: id });
    expect(await viewOf("done", id)).toBeUndefined();
  });
});
