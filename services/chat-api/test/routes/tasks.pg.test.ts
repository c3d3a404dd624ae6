import type { Task } from "@punctual/contracts/task";
import { writtenTask } from "@punctual/contracts/writes";
import { describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const { person } = await startChatApi();
const MISSING = { status: 404, code: "task_not_found" };

describe("POST /api/tasks", () => {
  test("makes a task from a title alone", async () => {
    const ada = await person();
    const answer = await ada.ask("POST", "/api/tasks", { title: "Milk" });
    expect(answer.statusCode).toBe(201);
    const task = writtenTask.parse(answer.json());
    expect(answer.headers.location).toBe(`/api/tasks/${task.id}`);
    expect(task).toMatchObject({ title: "Milk", status: "open", priority: "none", tags: [], version: 1 });
    expect(task).toMatchObject({ notes: "", due_at: null, completed_at: null, deleted_at: null });
  });

  test("keeps everything it is given, instants in UTC", async () => {
    const ada = await person();
    const given = {
      title: "Report “ü” 🎉",
      notes: "one\ntwo",
      priority: "urgent",
      tags: ["q4", "work"],
      due_at: "2026-11-23T09:00:00+01:00",
      time_zone: "Europe/Berlin",
      start_at: "2026-11-20T00:00:00Z",
    };
    const made = await ada.add(given);
    expect(made).toMatchObject({
      ...given,
      due_at: "2026-11-23T08:00:00.000Z",
      start_at: "2026-11-20T00:00:00.000Z",
    });
    expect((await ada.ask("GET", `/api/tasks/${made.id}`)).json()).toEqual(made);
  });

  test("keeps a plain date as it is", async () => {
    const ada = await person();
    expect(await ada.add({ title: "Milk", due_date: "2011-12-30" })).toMatchObject({
      due_date: "2011-12-30",
    });
  });

  test.each(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"])("keeps the instant %s", async (due_at) => {
    const ada = await person();
    expect(await ada.add({ title: "Milk", due_at })).toMatchObject({
      due_at: new Date(due_at).toISOString(),
    });
  });

  test("what SQL would read as a command is a title", async () => {
    const ada = await person();
    const title = "'); DROP TABLE task; --";
    expect(await ada.add({ title })).toMatchObject({ title });
  });
});

describe("PATCH /api/tasks/:id", () => {
  test("changes what it has, keeps what it hasn't, and counts the version up", async () => {
    const ada = await person();
    const made = await ada.add({ title: "Milk", notes: "two", tags: ["shop"] });
    const answer = await ada.ask("PATCH", `/api/tasks/${made.id}`, { title: "Oat milk", tags: ["home"] });
    expect(answer.statusCode).toBe(200);
    const changed = answer.json<Task>();
    expect(changed).toEqual({
      ...made,
      title: "Oat milk",
      tags: ["home"],
      version: 2,
      updated_at: changed.updated_at,
      undo_token: expect.any(String),
    });
  });

  test("null clears", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "a", due_at: "2026-11-23T09:00:00Z", time_zone: "UTC" });
    const answer = await ada.ask("PATCH", `/api/tasks/${id}`, { due_at: null, time_zone: null });
    expect(answer.json()).toMatchObject({ due_at: null, time_zone: null });
  });

  test.each([
    ["due_at", { due_date: "2026-11-23" }, { due_at: "2026-12-01T08:00:00.000Z" }, { due_date: null }],
    ["due_date", { due_at: "2026-11-23T08:00:00Z" }, { due_date: "2026-12-01" }, { due_at: null }],
  ])("%s takes the other kind of due's place", async (_field, before, patch, cleared) => {
    const ada = await person();
    const { id } = await ada.add({ title: "a", ...before });
    expect((await ada.ask("PATCH", `/api/tasks/${id}`, patch)).json()).toMatchObject({
      ...patch,
      ...cleared,
    });
  });

  test("of what is there already changes nothing", async () => {
    const ada = await person();
    const same = {
      due_date: "2026-11-23",
      recurrence: { rrule: "FREQ=DAILY", mode: "completion", exdates: [], rdates: [] },
      reminders: [{ id: 1, before: "PT30M", of: "due" }],
      estimate: "PT30M",
      tags: ["b", "a"],
    };
    const made = await ada.add({ title: "a", ...same, reminders: [{ before: "PT30M" }] });
    const answer = await ada.ask("PATCH", `/api/tasks/${made.id}`, same);
    expect(answer.json()).toEqual({ ...made, undo_token: null });
  });

  test("clearing one kind of due leaves the other", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "a", due_date: "2026-11-23" });
    const answer = await ada.ask("PATCH", `/api/tasks/${id}`, { due_at: null });
    expect(answer.json()).toMatchObject({ due_at: null, due_date: "2026-11-23" });
  });

  test("both kinds of due given at the same time by two requests leave one of them", async () => {
    const ada = await person();
    for (let round = 0; round < 10; round++) {
      const { id } = await ada.add({ title: "a" });
      const patches = [{ due_at: "2026-11-23T09:00:00Z" }, { due_date: "2026-11-23" }];
      const answers = await Promise.all(patches.map((patch) => ada.ask("PATCH", `/api/tasks/${id}`, patch)));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    }
  });

  test("patches at the same time each count", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "a" });
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => ada.ask("PATCH", `/api/tasks/${id}`, { title: `a${i}` })),
    );
    expect((await ada.ask("GET", `/api/tasks/${id}`)).json()).toMatchObject({ version: 9 });
  });
});

describe("POST /api/tasks/:id/complete", () => {
  test("marks a task done", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Milk" });
    const answer = await ada.ask("POST", `/api/tasks/${id}/complete`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ id, status: "done", version: 2 });
    expect(answer.json().completed_at).toBe(answer.json().updated_at);
  });

  test("leaves a task that is done as it is", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Milk" });
    const first = await ada.ask("POST", `/api/tasks/${id}/complete`);
    const second = await ada.ask("POST", `/api/tasks/${id}/complete`);
    expect(second.statusCode).toBe(200);
    expect(second.json()).toEqual({ ...first.json(), undo_token: null });
  });
});

describe("DELETE /api/tasks/:id", () => {
  test("answers 204, and the task is in no list any more", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Milk" });
    const answer = await ada.ask("DELETE", `/api/tasks/${id}`);
    expect([answer.statusCode, answer.body]).toEqual([204, ""]);
    expect((await ada.ask("GET", "/api/tasks")).json()).toEqual({ items: [], next_cursor: null });
  });

  test.each([
    ["PATCH", "", { title: "b" }],
    ["POST", "/complete", undefined],
    ["DELETE", "", undefined],
  ] as const)("%s of a deleted task%s is 404", async (method, more, payload) => {
    const ada = await person();
    const { id } = await ada.add({ title: "Milk" });
    await ada.ask("DELETE", `/api/tasks/${id}`);
    expect((await ada.ask(method, `/api/tasks/${id}${more}`, payload)).json()).toMatchObject(MISSING);
  });

  test("leaves the task in the trash, where it can be read", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Milk" });
    await ada.ask("DELETE", `/api/tasks/${id}`);
    const read = (await ada.ask("GET", `/api/tasks/${id}`)).json();
    expect(read).toMatchObject({ title: "Milk", deleted_at: expect.any(String) });
  });
});

describe("somebody else's task", () => {
  test.each([
    ["GET", "", undefined],
    ["PATCH", "", { title: "mine now" }],
    ["DELETE", "", undefined],
    ["POST", "/complete", undefined],
    ["GET", "/history", undefined],
  ] as const)("%s /api/tasks/:id%s is a 404, like one that doesn't exist", async (method, more, payload) => {
    const ada = await person();
    const eve = await person();
    const made = await ada.add({ title: "Milk" });
    const answer = await eve.ask(method, `/api/tasks/${made.id}${more}`, payload);
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ ...MISSING, detail: `You have no task ${made.id}.` });
    expect((await ada.ask("GET", `/api/tasks/${made.id}`)).json()).toEqual(made);
  });

  test("isn't listed", async () => {
    const ada = await person();
    const eve = await person();
    await ada.add({ title: "Milk" });
    expect((await eve.ask("GET", "/api/tasks?query=Milk")).json()).toMatchObject({ items: [] });
  });
});
