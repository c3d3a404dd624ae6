import type { QuickAddRequest } from "@punctual/contracts/quick-add";
import type { RecurrencePreview } from "@punctual/contracts/recurrence-preview";
import type { Task } from "@punctual/contracts/task";
import { beforeEach, describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";

const api = await startChatApi();
let person: Person;
beforeEach(async () => {
  person = await api.person();
});

describe("POST /api/recurrence/preview", () => {
  const preview = (body: object) => person.ask("POST", "/api/recurrence/preview", body);

  test("shows what a rule gives, with where daylight saving changes", async () => {
    const answer = await preview({
      rrule: "freq=daily",
      start: "2027-03-27T09:00",
      time_zone: "Europe/Berlin",
      count: 3,
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      rrule: "FREQ=DAILY",
      mode: "schedule",
      text: "every day at 09:00",
      start: "2027-03-27T09:00:00",
      occurrences: [
        { at: "2027-03-27T08:00:00.000Z", local: "2027-03-27T09:00:00", offset_changed: false },
        { at: "2027-03-28T07:00:00.000Z", local: "2027-03-28T09:00:00", offset_changed: true },
        { at: "2027-03-29T07:00:00.000Z", local: "2027-03-29T09:00:00", offset_changed: false },
      ],
    });
  });

  test("shows what words give, on whole days where they name no time", async () => {
    const days = await preview({ text: "every 2nd tuesday", start: "2027-01-01", count: 2 });
    expect(days.json()).toMatchObject({
      rrule: "FREQ=MONTHLY;BYDAY=2TU",
      text: "the 2nd Tuesday of every month",
      occurrences: [{ date: "2027-01-12" }, { date: "2027-02-09" }],
    });
    const timed = await preview({
      text: "every! 10 days at 8:30",
      start: "2027-01-01",
      time_zone: "UTC",
      count: 1,
    });
    expect(timed.json()).toMatchObject({
      mode: "completion",
      start: "2027-01-01T08:30:00",
      occurrences: [{ at: "2027-01-01T08:30:00.000Z" }],
    });
  });

  test("begins with the first day that words mean, as quick-add does", async () => {
    const text = "every other friday at 9:00";
    const { start, occurrences } = (
      await preview({ text, time_zone: "UTC", count: 1 })
    ).json<RecurrencePreview>();
    const added = await person.ask("POST", "/api/quick-add?dry_run", { text: `x ${text}`, time_zone: "UTC" });
    const { due_at } = added.json<{ parsed: { due_at: string } }>().parsed;
    expect(occurrences).toMatchObject([{ at: due_at, local: start }]);
    expect(Date.parse(due_at) - Date.now()).toBeLessThan(7 * 24 * 60 * 60 * 1000);
  });

  test("leaves out exceptions, adds others, and begins after a moment", async () => {
    const answer = await preview({
      rrule: "FREQ=DAILY",
      start: "2027-01-01",
      after: "2027-01-01",
      exdates: ["2027-01-03"],
      rdates: ["2026-12-24", "2027-01-02"],
      count: 2,
    });
    expect(answer.json<RecurrencePreview>().occurrences).toEqual([
      { date: "2027-01-02" },
      { date: "2027-01-04" },
    ]);
  });

  test("is in one's own zone where none is given", async () => {
    await person.ask("PATCH", "/api/me", { time_zone: "Asia/Tokyo" });
    const answer = await preview({ rrule: "FREQ=DAILY", start: "2027-01-01T09:00", count: 1 });
    expect(answer.json()).toMatchObject({ occurrences: [{ at: "2027-01-01T00:00:00.000Z" }] });
  });

  test("may be asked with a token that can only read", async () => {
    const made = await person.ask("POST", "/api/tokens", { name: "Reader", scopes: ["read"] });
    const { token } = made.json<{ token: string }>();
    const answer = await api.app.inject({
      method: "POST",
      url: "/api/recurrence/preview",
      headers: { authorization: `Bearer ${token}` },
      payload: { rrule: "FREQ=DAILY" },
    });
    expect(answer.statusCode).toBe(200);
  });

  test.each([
    [{}, "rrule", /give either rrule or text/],
    [{ rrule: "FREQ=DAILY", text: "every day" }, "rrule", /give either rrule or text/],
    [{ rrule: "FREQ=HOURLY" }, "rrule", /more than once a day/],
    [{ rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }, "rrule", /never comes about/],
    [{ rrule: "FREQ=DAILY;BYHOUR=9", start: "2027-01-01" }, "rrule", /need a due time/],
    [
      { rrule: "FREQ=DAILY;COUNT=900000000", start: "2027-01-01", after: "9000-01-01" },
      "rrule",
      /takes too long/,
    ],
    [{ text: "every blue moon" }, "text", /"blue moon" can't be read/],
    [{ text: "every 6 hours" }, "text", /more than once a day/],
    [{ rrule: "FREQ=DAILY", start: "2027-01-01T25:00" }, "start", /./],
    [{ rrule: "FREQ=DAILY", start: "2027-02-30T09:00" }, "start", /./],
    [{ rrule: "FREQ=DAILY", count: 1000 }, "count", /./],
    [{ rrule: "FREQ=DAILY", time_zone: "Mars/Base" }, "time_zone", /IANA/],
  ])("%j is refused for its %s", async (body, field, message) => {
    const answer = await preview(body);
    expect(answer.statusCode).toBe(400);
    const { errors } = answer.json<{ errors: { field: string; message: string }[] }>();
    expect(errors[0]).toEqual({ field, message: expect.stringMatching(message) });
  });
});

describe("POST /api/quick-add", () => {
  const quickly = (body: QuickAddRequest, query = "") => person.ask("POST", `/api/quick-add${query}`, body);
  const RENT = "Pay rent every 1st at 9am #home @bills !high remind 1d before ~45m";

  test.each(["?dry_run", "?dry_run=true", "?dry_run=1"])(
    "with %s says what it means and makes nothing",
    async (query) => {
      const answer = await quickly({ text: RENT, time_zone: "Europe/Berlin" }, query);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toMatchObject({
        task: null,
        undo_token: null,
        parsed: {
          title: "Pay rent",
          recurrence: {
            rrule: "FREQ=MONTHLY;BYMONTHDAY=1",
            mode: "schedule",
            text: "the 1st of every month at 09:00",
          },
          project: { id: null, name: "home" },
          tags: ["bills"],
          priority: "high",
          reminders: [{ before: "P1D", of: "due" }],
          estimate: "PT45M",
          notices: [],
        },
      });
      const { spans } = answer.json<{ parsed: { spans: { start: number; end: number; text: string }[] } }>()
        .parsed;
      for (const { start, end, text } of spans) expect(RENT.slice(start, end)).toBe(text);
      expect(spans).toHaveLength(6);
      expect((await person.ask("GET", "/api/tasks")).json()).toMatchObject({ items: [] });
    },
  );

  test("makes the task, with its project and tags, and one undo takes all back", async () => {
    const answer = await quickly({ text: RENT, time_zone: "Europe/Berlin" });
    expect(answer.statusCode).toBe(201);
    const { task, undo_token } = answer.json<{ task: Task; undo_token: string }>();
    expect(answer.headers.location).toBe(`/api/tasks/${task.id}`);
    expect(task).toMatchObject({
      title: "Pay rent",
      time_zone: "Europe/Berlin",
      recurrence: { rrule: "FREQ=MONTHLY;BYMONTHDAY=1" },
      tags: ["bills"],
      priority: "high",
      estimate: "PT45M",
    });
    expect(task.due_at).toMatch(/-01T0[78]:00:00\.000Z$/);
    const projects = await person.ask("GET", "/api/projects");
    expect(projects.json()).toMatchObject({ items: [{ id: task.project_id, name: "home" }] });
    await person.ask("POST", `/api/undo/${undo_token}`);
    expect((await person.ask("GET", "/api/projects")).json()).toMatchObject({ items: [] });
    expect((await person.ask("GET", "/api/tasks")).json()).toMatchObject({ items: [] });
  });

  test("finds a project by its name, whatever its case", async () => {
    const made = await person.ask("POST", "/api/projects", { name: "Home" });
    const { id } = made.json<{ id: number }>();
    expect((await quickly({ text: "Sweep #home" })).json()).toMatchObject({ task: { project_id: id } });
  });

  test("keeps in the title what it can't take, and says so", async () => {
    const answer = await quickly({ text: "Stretch every 6 hours" });
    expect(answer.json()).toMatchObject({
      task: { title: "Stretch every 6 hours", recurrence: null },
      parsed: { notices: [{ start: 8, end: 21, message: expect.stringMatching(/more than once a day/) }] },
    });
  });

  test.each(["#home !high", "tomorrow", `${"x".repeat(501)} tomorrow`])("%s makes no task", async (text) => {
    const answer = await quickly({ text });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      errors: [{ field: "text", message: expect.stringMatching(/^its title/) }],
    });
    expect((await person.ask("GET", "/api/projects")).json()).toMatchObject({ items: [] });
  });
});
