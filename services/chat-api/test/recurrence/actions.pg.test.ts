import { beforeEach, describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";
import { recurring } from "./support.ts";

const api = await startChatApi();
let person: Person;
let tasks: ReturnType<typeof recurring>;
beforeEach(async () => {
  person = await api.person();
  tasks = recurring(api, person);
});

const DAILY = { title: "Stretch", due_date: "2099-03-23", recurrence: { rrule: "FREQ=DAILY" } };
const TIMED = {
  title: "Stand-up",
  due_at: "2099-03-23T08:00:00Z",
  time_zone: "Europe/Berlin",
  recurrence: { rrule: "FREQ=DAILY;COUNT=5" },
};

describe("skipping", () => {
  test("moves the task on to its next occurrence, and can be undone", async () => {
    const task = await person.add(DAILY);
    const skipped = await tasks.act(task, "skip");
    expect(skipped).toMatchObject({
      id: task.id,
      due_date: "2099-03-24",
      status: "open",
      series: { number: 2 },
    });
    const { items } = await tasks.series(task);
    expect(items.map(({ occurrence, state }) => [occurrence, state])).toEqual([
      ["2099-03-24", "open"],
      ["2099-03-23", "skipped"],
    ]);
    await person.ask("POST", `/api/undo/${skipped.undo_token}`);
    expect(await tasks.read(task.id)).toMatchObject({ due_date: "2099-03-23", series: { number: 1 } });
    expect((await tasks.series(task)).items.map(({ state }) => state)).toEqual(["open"]);
  });

  test("the last one puts it into the trash: nothing is left to do", async () => {
    const task = await person.add({ ...DAILY, recurrence: { rrule: "FREQ=DAILY;COUNT=1" } });
    expect((await tasks.act(task, "skip")).deleted_at).not.toBeNull();
    expect(await tasks.open()).toEqual([]);
  });

  test("what doesn't recur, or is done, is refused", async () => {
    const plain = await person.add({ title: "Once" });
    const answer = await person.ask("POST", `/api/tasks/${plain.id}/skip`);
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: "not_recurring" });
    const done = await tasks.complete(await person.add(DAILY));
    expect((await person.ask("POST", `/api/tasks/${done.id}/skip`)).statusCode).toBe(409);
  });

  test("from completion, before its time, counts from its time", async () => {
    const recurrence = { rrule: "FREQ=DAILY;INTERVAL=3", mode: "completion" };
    const task = await person.add({ ...DAILY, recurrence });
    expect(await tasks.act(task, "skip")).toMatchObject({ due_date: "2099-03-26" });
  });

  test("works in bulk", async () => {
    const [a, b] = [await person.add(DAILY), await person.add(DAILY)];
    const answer = await person.ask("POST", "/api/tasks/bulk", {
      operations: [a, b].map(({ id }) => ({ op: "skip", id })),
    });
    const { results } = answer.json<{ results: { task: { due_date: string } }[] }>();
    expect(results.map(({ task }) => task.due_date)).toEqual(["2099-03-24", "2099-03-24"]);
  });
});

describe("postponing one occurrence", () => {
  test("leaves the rule and those that follow", async () => {
    const task = await person.add(DAILY);
    const later = await tasks.act(task, "postpone", { due_date: "2099-03-23" });
    expect(later.series?.occurrence).toBe("2099-03-23");
    const put = await tasks.act(task, "postpone", { due_at: "2099-03-23T15:00:00Z" });
    expect(put).toMatchObject({ due_at: "2099-03-23T15:00:00.000Z", due_date: null });
    expect(put.recurrence).toMatchObject({ rrule: "FREQ=DAILY" });
    expect(await tasks.completeAndFollow(task)).toMatchObject({ due_date: "2099-03-24", due_at: null });
  });

  test("beyond others of its series leaves those behind", async () => {
    const task = await person.add(DAILY);
    await tasks.act(task, "postpone", { due_date: "2099-03-27" });
    expect(await tasks.completeAndFollow(task)).toMatchObject({ due_date: "2099-03-28" });
  });
});

describe("a patch", () => {
  test("of other fields neither drops nor changes the rule", async () => {
    const task = await person.add(TIMED);
    const { series, recurrence } = task;
    for (const patch of [
      { title: "Sit-down" },
      { notes: "x", tags: ["a"], priority: "low", estimate: "PT5M", reminders: [] },
      { due_at: "2099-03-23T10:00:00Z" },
      { start_at: "2099-03-20T10:00:00Z" },
      { recurrence: { rrule: "rrule:freq=daily;count=5" } },
    ]) {
      const answer = await tasks.patch(task, patch);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toMatchObject({ series, recurrence });
    }
  });

  test("is for those that follow too, unless it says that it is for this one", async () => {
    const task = await person.add(TIMED);
    await tasks.patch(task, { title: "Sit-down" });
    await tasks.patch(task, { notes: "In the garden", title: "Outside" }, "this");
    const next = await tasks.completeAndFollow(task);
    expect(next).toMatchObject({ title: "Sit-down", notes: "" });
    expect(next.series).not.toHaveProperty("template");
  });

  test("for all reaches those that are done", async () => {
    const first = await person.add(TIMED);
    const second = await tasks.completeAndFollow(first);
    expect((await tasks.patch(second, { title: "Weekly" }, "all")).statusCode).toBe(200);
    expect(await tasks.read(first.id)).toMatchObject({
      title: "Weekly",
      status: "done",
      due_at: first.due_at,
    });
  });

  test("of the due date for those that follow moves them all, and COUNT goes on", async () => {
    const first = await person.add(TIMED);
    const second = await tasks.completeAndFollow(first);
    const answer = await tasks.patch(second, { due_at: "2099-03-24T12:00:00Z" }, "following");
    expect(answer.json()).toMatchObject({
      recurrence: { rrule: "FREQ=DAILY;COUNT=4" },
      series: { id: first.id, start: "2099-03-24T13:00:00", number: 1 },
    });
    expect(await tasks.completeAndFollow(second)).toMatchObject({ due_at: "2099-03-25T12:00:00.000Z" });
  });

  test("of the zone keeps the hour on the wall", async () => {
    const task = await person.add(TIMED);
    const answer = await tasks.patch(task, { time_zone: "America/New_York" });
    expect(answer.json()).toMatchObject({
      due_at: "2099-03-23T13:00:00.000Z",
      time_zone: "America/New_York",
    });
    expect(await tasks.completeAndFollow(task)).toMatchObject({ due_at: "2099-03-24T13:00:00.000Z" });
  });

  test("that makes it recur by the clock, or a new task that does, is in one's own zone where none is given", async () => {
    await person.ask("PATCH", "/api/me", { time_zone: "Asia/Tokyo" });
    const { time_zone: _, ...unzoned } = TIMED;
    const task = await person.add(unzoned);
    expect(task).toMatchObject({ time_zone: "Asia/Tokyo", series: { start: "2099-03-23T17:00:00" } });
    const plain = await person.add({ title: "x", due_at: TIMED.due_at });
    expect(plain.time_zone).toBeNull();
    const patched = await tasks.patch(plain, { recurrence: { rrule: "FREQ=DAILY" } });
    expect(patched.json()).toMatchObject({ time_zone: "Asia/Tokyo", due_at: plain.due_at });
  });

  test("with another rule counts from here", async () => {
    const first = await person.add(TIMED);
    const second = await tasks.completeAndFollow(first);
    const answer = await tasks.patch(second, { recurrence: { rrule: "FREQ=WEEKLY;INTERVAL=2" } });
    expect(answer.json()).toMatchObject({
      series: { id: first.id, start: "2099-03-24T09:00:00", number: 1 },
    });
    expect(await tasks.completeAndFollow(second)).toMatchObject({ due_at: "2099-04-07T07:00:00.000Z" });
  });

  test("can't give this occurrence alone another rule", async () => {
    const task = await person.add(TIMED);
    const answer = await tasks.patch(task, { recurrence: null }, "this");
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ errors: [{ field: "recurrence" }] });
  });
});

describe("a rule that can't be, from its due date", () => {
  test.each([
    ["FREQ=DAILY;BYHOUR=9", "2099-03-23", /need a due time/],
    ["FREQ=YEARLY;BYMONTH=2", "2099-01-30", /never comes about from that due date/],
  ])("%s on %s is refused", async (rrule, due_date, message) => {
    const answer = await person.ask("POST", "/api/tasks", { title: "x", due_date, recurrence: { rrule } });
    expect(answer.statusCode).toBe(400);
    const { errors } = answer.json<{ errors: { field: string; message: string }[] }>();
    expect(errors).toMatchObject([{ field: "recurrence.rrule", message: expect.stringMatching(message) }]);
  });
});

describe("at the ends of time", () => {
  test.each([
    ["9999-12-31T23:59:59Z", "Asia/Tokyo"],
    ["0001-01-01T00:00:00Z", "America/New_York"],
  ])("%s in %s is refused", async (due_at, time_zone) => {
    const draft = { title: "x", due_at, time_zone, recurrence: { rrule: "FREQ=DAILY" } };
    const answer = await person.ask("POST", "/api/tasks", draft);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ errors: [{ field: "due_at" }] });
  });

  test.each([
    ["9999-12-31T03:00:00Z", "America/New_York", "FREQ=DAILY;COUNT=9"],
    ["9999-12-30T23:59:59Z", "UTC", "FREQ=DAILY;COUNT=9"],
  ])("%s in %s is followed as long as there are days", async (due_at, time_zone, rrule) => {
    const task = await person.add({ title: "x", due_at, time_zone, recurrence: { rrule } });
    const { next } = await tasks.series(task);
    for (const each of next) expect("at" in each && each.at).toMatch(/^9999-/);
    const skipped = await tasks.act(task, "skip");
    expect(skipped.due_at ?? "").toMatch(/^9999-/);
  });

  test("what was due a thousand years ago is followed by the latest", async () => {
    const task = await person.add({
      title: "x",
      due_date: "1000-01-01",
      recurrence: { rrule: "FREQ=DAILY" },
    });
    const today = new Date().toISOString().slice(0, 10);
    expect(await tasks.act(task, "skip")).toMatchObject({ due_date: today, series: { missed: 2000 } });
  });
});

describe("ending a series", () => {
  test("leaves the open task, which nothing follows", async () => {
    const task = await person.add(DAILY);
    const ended = await tasks.act(task, "end-series");
    expect(ended).toMatchObject({ recurrence: null, status: "open" });
    const series = await tasks.series(task);
    expect(series).toMatchObject({ series_id: task.id, rrule: null, next: [] });
    expect((await person.ask("POST", `/api/tasks/${task.id}/end-series`)).statusCode).toBe(409);
  });
});

describe("GET /api/tasks/{id}/occurrences", () => {
  test("shows what became of each, and those that will follow, with where daylight saving changes", async () => {
    const first = await person.add({ ...TIMED, due_at: "2099-03-27T08:00:00Z" });
    const second = await tasks.completeAndFollow(first);
    const series = await tasks.series(first, "?next=3");
    expect(series).toMatchObject({
      series_id: first.id,
      mode: "schedule",
      start: "2099-03-27T09:00:00",
      missed: 0,
    });
    expect(series.items).toMatchObject([
      { task_id: second.id, state: "open", occurrence: "2099-03-28T09:00:00" },
      { task_id: first.id, state: "done", late: null },
    ]);
    expect(series.next).toEqual([
      { at: "2099-03-29T07:00:00.000Z", local: "2099-03-29T09:00:00", offset_changed: true },
      { at: "2099-03-30T07:00:00.000Z", local: "2099-03-30T09:00:00", offset_changed: false },
      { at: "2099-03-31T07:00:00.000Z", local: "2099-03-31T09:00:00", offset_changed: false },
    ]);
  });

  test("tells how late one was done, and how many went by meanwhile", async () => {
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const first = await person.add({ ...DAILY, due_date: day(5) });
    const second = await tasks.completeAndFollow(first);
    expect(second).toMatchObject({ due_date: day(0), series: { missed: 4 } });
    const series = await tasks.series(second);
    expect(series.missed).toBe(4);
    expect(series.items).toMatchObject([{ missed: 4 }, { late: "P5D" }]);
    expect(await tasks.open()).toHaveLength(1);
  });

  test("of a task that never recurred is refused", async () => {
    const task = await person.add({ title: "Once" });
    expect((await person.ask("GET", `/api/tasks/${task.id}/occurrences`)).statusCode).toBe(409);
  });
});
