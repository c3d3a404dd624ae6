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

const WEEKLY = {
  title: "Water the plants",
  notes: "All of them",
  tags: ["home"],
  due_at: "2099-03-23T08:00:00Z",
  time_zone: "Europe/Berlin",
  recurrence: { rrule: "FREQ=WEEKLY;BYDAY=MO" },
};

describe("the next occurrence", () => {
  test("is a copy on the next date at the same hour by the wall's clock, whatever daylight saving does", async () => {
    const task = await person.add({
      ...WEEKLY,
      start_at: "2099-03-22T07:00:00Z",
      reminders: [{ at: "2099-03-22T19:00:00Z" }, { before: "PT1H" }],
      estimate: "PT10M",
      priority: "high",
    });
    const next = await tasks.completeAndFollow(task);
    expect(next).toMatchObject({
      ...WEEKLY,
      status: "open",
      priority: "high",
      estimate: "PT10M",
      due_at: "2099-03-30T07:00:00.000Z",
      start_at: "2099-03-29T06:00:00.000Z",
      recurrence: { rrule: "FREQ=WEEKLY;BYDAY=MO" },
      series: { id: task.id, start: "2099-03-23T09:00:00", occurrence: "2099-03-30T09:00:00", number: 2 },
      completed_at: null,
      version: 1,
    });
    expect(next.reminders).toMatchObject([{ at: "2099-03-29T18:00:00.000Z" }, { before: "PT1H" }]);
  });

  test("is made once, however often it is asked for", async () => {
    const done = await tasks.complete(await person.add(WEEKLY));
    const answers = await Promise.all([tasks.ask(done), tasks.ask(done), tasks.ask(done)]);
    expect(answers.map(({ result }) => result).sort()).toEqual(["exists", "exists", "made"]);
    expect(new Set(answers.map(({ task_id }) => task_id)).size).toBe(1);
    expect(await tasks.open()).toHaveLength(1);
  });

  test("isn't made where the completion was taken back, or the series ended, meanwhile", async () => {
    const first = await tasks.complete(await person.add(WEEKLY));
    await tasks.act(first, "reopen");
    expect(await tasks.ask(first)).toEqual({ result: "unwanted", task_id: null });

    const second = await tasks.complete(await person.add(WEEKLY));
    await tasks.patch(second, { recurrence: null });
    expect(await tasks.ask(second)).toEqual({ result: "unwanted", task_id: null });
  });

  test("of one that is completed anew after an earlier completion was told, is that of the later", async () => {
    const task = await person.add({
      ...WEEKLY,
      recurrence: { rrule: "FREQ=DAILY;INTERVAL=3", mode: "completion" },
    });
    const early = await tasks.complete(task);
    await tasks.act(task, "reopen");
    const late = await tasks.complete(task);
    expect(await tasks.ask(early)).toEqual({ result: "unwanted", task_id: null });
    expect((await tasks.ask(late)).result).toBe("made");
    expect(await tasks.open()).toHaveLength(1);
  });

  test("has afresh what is below, which is done with the one before", async () => {
    const task = await person.add({ ...WEEKLY, due_at: null, due_date: "2099-03-23" });
    const part = await person.add({ title: "Upstairs", parent_id: task.id, due_date: "2099-03-22" });
    await person.add({ title: "The ferns", parent_id: part.id });
    const next = await tasks.completeAndFollow(task);
    expect(await tasks.read(part.id)).toMatchObject({ status: "done" });
    const open = await tasks.open();
    expect(open.map(({ title }) => title).sort()).toEqual(["The ferns", "Upstairs", "Water the plants"]);
    const upstairs = open.find(({ title }) => title === "Upstairs");
    expect(upstairs).toMatchObject({ parent_id: next.id, due_date: "2099-03-29", status: "open" });
    expect(open.find(({ title }) => title === "The ferns")).toMatchObject({ parent_id: upstairs?.id });
  });

  test("is only recurrence's to ask for", async () => {
    const done = await tasks.complete(await person.add(WEEKLY));
    const payload = { user_id: person.userId, after: done.id, completed_at: done.completed_at };
    const answer = await person.ask("POST", "/dapr/next-occurrence", payload);
    expect(answer.statusCode).toBe(401);
  });

  test("of somebody else's task is unwanted", async () => {
    const done = await tasks.complete(await person.add(WEEKLY));
    const other = recurring(api, await api.person());
    expect(await other.ask(done)).toEqual({ result: "unwanted", task_id: null });
  });
});

describe("opening a completed task again", () => {
  test("takes away what followed, and completing it brings the same back", async () => {
    const task = await person.add(WEEKLY);
    const next = await tasks.completeAndFollow(task);
    await tasks.act(task, "reopen");
    expect((await tasks.open()).map(({ id }) => id)).toEqual([task.id]);
    const again = await tasks.completeAndFollow(task);
    expect(again).toMatchObject({ id: next.id, due_at: next.due_at, deleted_at: null });
    expect(await tasks.open()).toHaveLength(1);
  });

  test("by undo does so too, and undoing that completes it again", async () => {
    const task = await person.add(WEEKLY);
    const done = await tasks.complete(task);
    await tasks.ask(done);
    const undone = await person.ask("POST", `/api/undo/${done.undo_token}`);
    expect((await tasks.open()).map(({ id }) => id)).toEqual([task.id]);
    const { undo_token } = undone.json<{ undo_token: string }>();
    expect((await person.ask("POST", `/api/undo/${undo_token}`)).statusCode).toBe(200);
    const open = await tasks.open();
    expect(open).toHaveLength(1);
    expect(open[0]).toMatchObject({ due_at: "2099-03-30T07:00:00.000Z" });
    const events = (await person.events()).filter(({ topic }) => topic === "task-events");
    const completed = events.filter(({ event }) => event.data.event_type === "completed");
    expect(completed.map(({ event }) => event.data.task_id)).toEqual([task.id, task.id]);
  });

  test("leaves what followed where somebody has touched it", async () => {
    const task = await person.add(WEEKLY);
    const next = await tasks.completeAndFollow(task);
    await tasks.patch(next, { notes: "Mine" });
    await tasks.act(task, "reopen");
    expect((await tasks.open()).map(({ id }) => id)).toEqual([task.id, next.id]);
    expect(await tasks.ask(await tasks.complete(task))).toEqual({ result: "exists", task_id: next.id });
  });
});
