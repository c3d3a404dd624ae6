import { expect, test } from "vitest";
import { startNotifier } from "./support/app.ts";

const { app, ask, deliveriesOf } = await startNotifier();

/** A reminder as the sidecar delivers it. */
function reminder(id: string, userId: string, more: object = {}): object {
  const data = {
    task_id: 123,
    title: "Submit report",
    due_at: "2026-02-18T17:00:00Z",
    remind_at: "2026-02-18T16:30:00Z",
    user_id: userId,
    ...more,
  };
  return { specversion: "1.0", id, source: "chat-api", type: "dev.punctual.reminder.due", data };
}

test("a reminder is delivered, with the task it is of and when it was for", async () => {
  expect((await ask("/dapr/reminders", reminder("r1", "ada"))).statusCode).toBe(200);
  expect(await deliveriesOf("ada")).toEqual([
    {
      title: "Submit report",
      body: "Due Wed, 18 Feb 2026, 17:00 (UTC).",
      task_id: 123,
      remind_at: new Date("2026-02-18T16:30:00Z"),
      acknowledged_at: null,
    },
  ]);
});

test("a reminder of a task without a due time is delivered too", async () => {
  await ask("/dapr/reminders", reminder("r2", "grace", { due_at: null }));
  expect(await deliveriesOf("grace")).toMatchObject([{ body: "" }]);
});

test("a reminder that comes many times, also at once, is delivered once", async () => {
  const event = reminder("r3", "barbara");
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask("/dapr/reminders", event)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200));
  expect(await deliveriesOf("barbara")).toHaveLength(1);
});

test("two reminders of one task are both delivered", async () => {
  await ask("/dapr/reminders", reminder("r4", "edsger"));
  await ask("/dapr/reminders", reminder("r5", "edsger"));
  expect(await deliveriesOf("edsger")).toHaveLength(2);
});

test.each([
  ["no title", { title: undefined }],
  ["words for a time", { remind_at: "soon" }],
  ["a title that can't be stored", { title: "a\0b" }],
])("a reminder with %s is neither taken nor dropped", async (what, more) => {
  const answer = await ask("/dapr/reminders", reminder(`r6 ${what}`, "tony", more));
  expect(answer.statusCode).toBe(500);
  expect(await deliveriesOf("tony")).toEqual([]);
});

test("a reminder without the sidecar's token is refused", async () => {
  const answer = await app.inject({ method: "POST", url: "/dapr/reminders", payload: reminder("r7", "eve") });
  expect(answer.statusCode).toBe(401);
  expect(await deliveriesOf("eve")).toEqual([]);
});

test("notices are counted by channel: a reminder once, however often it comes, and one that is asked for", async () => {
  const delivered = async () => {
    const { body } = await app.inject({ url: "/metrics" });
    return Number(/^punctual_notices_delivered_total\{channel="inbox",.*\} (\d+)$/m.exec(body)?.[1]);
  };
  const before = await delivered();
  await ask("/dapr/reminders", reminder("r-counted", "counted"));
  await ask("/dapr/reminders", reminder("r-counted", "counted"));
  expect(await delivered()).toBe(before + 1);
  await ask("/api/notify", { user_id: "counted", title: "Hello" });
  expect(await delivered()).toBe(before + 2);
});
