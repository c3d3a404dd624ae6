import { describe, expect, it } from "vitest";
import { keptOf, startReminding, waitingOf } from "./support.ts";

const { pool, person } = await startReminding();
const DUE = "2097-03-28T09:00:00.000Z";
const half = "2097-03-28T08:30:00.000Z";
const REMINDERS = [{ before: "PT30M", of: "due" }];

describe("reminders follow their task", () => {
  it("is wanted at its instant, also several and those at a time of a day", async () => {
    const ada = await person();
    const task = await ada.add({
      title: "Pay rent",
      due_at: DUE,
      time_zone: "Europe/Berlin",
      reminders: [...REMINDERS, { before: "P1D", time: "09:00" }, { at: "2097-01-01T00:00:00Z" }],
    });
    expect(await waitingOf(pool, task.id)).toEqual([
      "2097-01-01T00:00:00.000Z",
      "2097-03-27T08:00:00.000Z",
      half,
    ]);
  });

  it("moves with what is due, once at each instant, and back", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Move", due_at: DUE, reminders: REMINDERS });
    await ada.ask("PATCH", `/api/tasks/${id}`, { due_at: "2097-03-29T09:00:00Z" });
    expect(await waitingOf(pool, id)).toEqual(["2097-03-29T08:30:00.000Z"]);
    await ada.ask("PATCH", `/api/tasks/${id}`, { due_at: DUE });
    expect(await waitingOf(pool, id)).toEqual([half]);
    expect(await keptOf(pool, id)).toHaveLength(2);
  });

  it.each([
    ["completed", "complete", "reopen"],
    ["deleted", "delete", "restore"],
  ])("isn't wanted while the task is %s", async (_, end, back) => {
    const ada = await person();
    const { id } = await ada.add({ title: "End", due_at: DUE, reminders: REMINDERS });
    if (end === "delete") await ada.ask("DELETE", `/api/tasks/${id}`);
    else await ada.ask("POST", `/api/tasks/${id}/${end}`);
    expect(await waitingOf(pool, id)).toEqual([]);
    await ada.ask("POST", `/api/tasks/${id}/${back}`);
    expect(await waitingOf(pool, id)).toEqual([half]);
  });

  it("goes with the clock of the task's zone, and of its owner's where it has none", async () => {
    const ada = await person();
    await ada.ask("PATCH", "/api/me", { time_zone: "Asia/Tokyo" });
    const { id } = await ada.add({
      title: "Day",
      due_date: "2097-03-28",
      reminders: [{ before: "P1D", time: "08:00" }],
    });
    expect(await waitingOf(pool, id)).toEqual(["2097-03-26T23:00:00.000Z"]);
    await ada.ask("PATCH", "/api/me", { time_zone: "America/New_York" });
    expect(await waitingOf(pool, id)).toEqual(["2097-03-27T12:00:00.000Z"]);
    await ada.ask("PATCH", `/api/tasks/${id}`, { time_zone: "Europe/Berlin" });
    expect(await waitingOf(pool, id)).toEqual(["2097-03-27T07:00:00.000Z"]);
  });

  it("comes with the next occurrence when one is skipped, and back when that is undone", async () => {
    const ada = await person();
    const { id } = await ada.add({
      title: "Weekly",
      due_at: DUE,
      time_zone: "UTC",
      recurrence: { rrule: "FREQ=WEEKLY" },
      reminders: REMINDERS,
    });
    const skipped = await ada.ask("POST", `/api/tasks/${id}/skip`);
    expect(await waitingOf(pool, id)).toEqual(["2097-04-04T08:30:00.000Z"]);
    await ada.ask("POST", `/api/undo/${skipped.json<{ undo_token: string }>().undo_token}`);
    expect(await waitingOf(pool, id)).toEqual([half]);
  });

  it("isn't wanted when its time had passed before it was set", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Late", due_at: "2020-01-01T00:00:00Z", reminders: REMINDERS });
    expect(await keptOf(pool, id)).toEqual([]);
  });

  it("goes when the task is purged", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Gone", due_at: DUE, reminders: REMINDERS });
    await ada.ask("DELETE", `/api/tasks/${id}`);
    await ada.ask("DELETE", `/api/trash/${id}`);
    expect(await waitingOf(pool, id)).toEqual([]);
  });

  it("refuses a time of a day with hours before it", async () => {
    const ada = await person();
    const answer = await ada.ask("POST", "/api/tasks", {
      title: "x",
      due_at: DUE,
      reminders: [{ before: "PT30M", time: "09:00" }],
    });
    expect(answer.statusCode).toBe(400);
  });
});
