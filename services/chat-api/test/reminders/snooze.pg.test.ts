import { describe, expect, it } from "vitest";
import { startReminding, waitingOf } from "./support.ts";

const { pool, person } = await startReminding();
const DUE = "2097-03-28T09:00:00.000Z";
const LATER = "2097-03-28T10:00:00.000Z";
const REMINDERS = [
  { before: "PT30M", of: "due" },
  { before: "P1D", of: "due" },
];

async function withTask(more: object = {}) {
  const ada = await person();
  const task = await ada.add({ title: "Pay", due_at: DUE, reminders: REMINDERS, ...more });
  const snooze = (body: object) => ada.ask("POST", `/api/tasks/${task.id}/snooze`, body);
  return { ada, id: task.id, snooze, waiting: () => waitingOf(pool, task.id) };
}
const fireFirst = (id: number) =>
  pool.query("UPDATE reminder SET fired_at = now() WHERE task_id = $1 AND reminder_id = 1", [id]);

describe("snoozing", () => {
  it("puts off the reminder that fired last, and once more the same", async () => {
    const { ada, id, snooze, waiting } = await withTask();
    await fireFirst(id);
    const first = await snooze({ until: LATER });
    expect(first.json()).toMatchObject({
      reminders: [{ id: 1 }, { id: 2 }, { id: 3, at: LATER, snooze_of: 1 }],
    });
    expect(await waiting()).toEqual(["2097-03-27T09:00:00.000Z", LATER]);
    await snooze({ reminder_id: 3, until: "2097-03-28T11:00:00.000Z" });
    expect(await waiting()).toEqual(["2097-03-27T09:00:00.000Z", "2097-03-28T11:00:00.000Z"]);
    await ada.ask("POST", `/api/undo/${first.headers["undo-token"]}`);
  });

  it("of one that is to come takes the place of its own time", async () => {
    const { snooze, waiting } = await withTask();
    await snooze({ reminder_id: 1, until: LATER });
    expect(await waiting()).toEqual(["2097-03-27T09:00:00.000Z", LATER]);
  });

  it("goes for so long, or to a moment of the day by the task's clock", async () => {
    const { id, snooze } = await withTask({ time_zone: "Asia/Tokyo" });
    await fireFirst(id);
    const before = Date.now();
    const soon = await snooze({ for: "PT10M" });
    const [, , { at } = { at: "" }] = soon.json<{ reminders: { at: string }[] }>().reminders;
    expect(Date.parse(at) - before).toBeGreaterThanOrEqual(600_000);
    const morning = await snooze({ to: "tomorrow_morning" });
    expect(morning.json<{ reminders: { at: string }[] }>().reminders.at(-1)?.at).toMatch(/T00:00:00.000Z$/);
  });

  it("ends when the task moves, is undone, and isn't taken on to the next occurrence", async () => {
    const { ada, id, snooze, waiting } = await withTask({
      recurrence: { rrule: "FREQ=DAILY" },
      time_zone: "UTC",
    });
    const answer = await snooze({ reminder_id: 1, until: LATER });
    await ada.ask("POST", `/api/undo/${answer.headers["undo-token"]}`);
    expect(await waiting()).not.toContain(LATER);
    await snooze({ reminder_id: 1, until: LATER });
    await ada.ask("POST", `/api/tasks/${id}/skip`);
    expect(await waiting()).toEqual(["2097-03-28T09:00:00.000Z", "2097-03-29T08:30:00.000Z"]);
    await snooze({ reminder_id: 1, until: LATER });
    await ada.ask("PATCH", `/api/tasks/${id}`, { due_at: "2097-04-01T09:00:00Z" });
    expect(await waiting()).toEqual(["2097-03-31T09:00:00.000Z", "2097-04-01T08:30:00.000Z"]);
  });

  it.each([
    ["the past", { until: "2020-01-01T00:00:00Z" }, 400, "validation_failed"],
    ["nothing", {}, 400, "validation_failed"],
    ["a reminder that isn't there", { reminder_id: 9, for: "PT10M" }, 409, "nothing_to_snooze"],
  ])("to %s is refused", async (_, body, status, code) => {
    const { snooze } = await withTask();
    expect((await snooze(body)).json()).toMatchObject({ status, code });
  });

  it("is refused where there is no reminder, or the task is done", async () => {
    const { ada, id, snooze } = await withTask();
    const bare = await ada.add({ title: "Bare" });
    expect((await ada.ask("POST", `/api/tasks/${bare.id}/snooze`, { for: "PT5M" })).statusCode).toBe(409);
    await ada.ask("POST", `/api/tasks/${id}/complete`);
    expect((await snooze({ for: "PT5M" })).statusCode).toBe(409);
  });
});
