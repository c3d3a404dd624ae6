import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";
import { calendar, importFile, refusedFile, send, tasksOf } from "./support.ts";

const api = await startChatApi();
const HEADER = '{"format":"punctual","version":1}\n';
const json = (...records: object[]) =>
  HEADER + records.map((record) => `${JSON.stringify(record)}\n`).join("");
const task = (uid: string, more: object = {}) => ({ kind: "task", uid, title: uid, ...more });

test("makes the tasks of a calendar, with parents, projects and tags", async () => {
  const person = await api.person();
  const file = calendar(
    ["UID:child", "SUMMARY:Child", "RELATED-TO:parent", "CATEGORIES:home,shop"],
    ["UID:parent", "SUMMARY:Parent", "X-PUNCTUAL-PROJECT:House", "DUE;TZID=Europe/Berlin:20261123T090000"],
  );
  const report = await importFile(api, person, "ics", file);
  expect(report).toMatchObject({ dry_run: false, tasks: 2, skipped: 0, projects: 1, problems: [] });
  const [child, parent] = await tasksOf(person);
  expect(child).toMatchObject({ title: "Child", parent_id: parent?.id, tags: ["home", "shop"] });
  expect(parent).toMatchObject({
    title: "Parent",
    parent_id: null,
    due_at: "2026-11-23T08:00:00.000Z",
    time_zone: "Europe/Berlin",
    project_id: expect.any(Number),
  });
});

test("what was imported is found by its words, and announced like any new task", async () => {
  const person = await api.person();
  await importFile(api, person, "csv", "TYPE,CONTENT\ntask,Zanzibar trip\n");
  const found = await person.ask("GET", "/api/tasks?query=zanzibar");
  expect(found.json()).toMatchObject({ items: [{ title: "Zanzibar trip" }] });
  const events = (await person.events()).filter(({ topic }) => topic === "task-events");
  expect(events.map(({ event }) => event.data)).toMatchObject([
    { event_type: "created", task_data: { title: "Zanzibar trip" }, actor: { door: "import" } },
  ]);
});

describe("a dry run", () => {
  test("reports the same per line, and writes nothing", async () => {
    const person = await api.person();
    const file = "TYPE,CONTENT,DATE\ntask,Good,2026-11-23\nthing,Bad,\ntask,Odd,every monday\n";
    const report = await importFile(api, person, "csv", file, { dry_run: "true" });
    expect(report).toEqual({
      dry_run: true,
      tasks: 2,
      skipped: 0,
      projects: 0,
      tags: 0,
      filters: 0,
      problems: [
        { line: 3, field: "TYPE", severity: "error", message: 'must be task, section or note, not "thing"' },
        { line: 4, field: "DATE", severity: "warning", message: expect.stringContaining("every monday") },
      ],
      errors: 1,
      warnings: 1,
      undo_token: null,
    });
    expect(await tasksOf(person)).toEqual([]);
    expect(await person.events()).toEqual([]);
  });
});

describe("a file with errors", () => {
  const file = "TYPE,CONTENT\ntask,Good\nthing,Bad\ntask,\n";

  test("changes nothing, and each line is named", async () => {
    const person = await api.person();
    const problem = await refusedFile(api, person, "csv", file);
    expect(problem).toMatchObject({
      status: 422,
      code: "import_refused",
      errors: [
        { field: "line 3: TYPE", message: 'must be task, section or note, not "thing"' },
        { field: "line 4: CONTENT", message: "must not be empty" },
      ],
    });
    expect(await tasksOf(person)).toEqual([]);
  });

  test("is taken but for those lines, if the person wants that", async () => {
    const person = await api.person();
    const report = await importFile(api, person, "csv", file, { on_error: "skip" });
    expect(report).toMatchObject({ tasks: 1, errors: 2 });
    expect((await tasksOf(person)).map(({ title }) => title)).toEqual(["Good"]);
  });

  test.each([
    ["a circle", json(task("a", { parent: "b" }), task("b", { parent: "a" })), "line 2: parent"],
    ["a uid that comes twice", json(task("a"), task("a")), "line 3: uid"],
    ["an unknown field", json(task("a", { colour: "red" })), "line 2"],
    ["control characters", json(task("a", { title: "a\u0007" })), "line 2: title"],
    ["a zone that is none", json(task("a", { time_zone: "Mars" })), "line 2: time_zone"],
    ["a year that is none", json(task("a", { due_date: "12026-01-01" })), "line 2: due_date"],
    ["a rule without a date", json(task("a", { recurrence: { rrule: "FREQ=DAILY" } })), "line 2: recurrence"],
  ])("%s is such an error", async (_what, broken, field) => {
    const problem = await refusedFile(api, await api.person(), "json", broken);
    expect(problem).toMatchObject({ status: 422, code: "import_refused" });
    expect(problem.errors?.[0]?.field).toBe(field);
  });
});

test.each([
  ["an unknown format", "format=xml"],
  ["no format", ""],
  ["a zone that is none", "format=ics&time_zone=Mars"],
  ["an unknown field", "format=ics&tag=x"],
])("refuses %s", async (_what, query) => {
  const person = await api.person();
  const answer = await api.app.inject({
    method: "POST",
    url: `/api/import?${query}`,
    headers: { authorization: `Bearer ${person.token}` },
    payload: Buffer.from("x"),
  });
  expect(answer.statusCode).toBe(400);
});

test.each(["json", "ics", "csv"] as const)("an empty %s file is refused", async (format) => {
  const problem = await refusedFile(api, await api.person(), format, "");
  expect(problem).toMatchObject({ status: 422, code: "import_refused" });
});

test("a file that is too large is refused, and nothing is kept", async () => {
  const person = await api.person();
  const mebibyte = Buffer.alloc(1024 * 1024, "x");
  const answer = await send(api, person, "json", Readable.from(Array(201).fill(mebibyte)) as never);
  expect(answer.statusCode).toBe(413);
  expect(await tasksOf(person)).toEqual([]);
});

test("bytes that are no text are told by line, whatever the format", async () => {
  const person = await api.person();
  for (const format of ["json", "ics", "csv"] as const) {
    const answer = await send(
      api,
      person,
      format,
      createReadStream(process.execPath, { end: 300_000 }) as never,
    );
    expect(answer.statusCode).toBe(422);
  }
});

describe("the same file again", () => {
  test("changes nothing, for tasks are known by their uids", async () => {
    const person = await api.person();
    const file = calendar(["UID:a", "SUMMARY:A"], ["UID:b", "SUMMARY:B", "RELATED-TO:a"]);
    await importFile(api, person, "ics", file);
    const [a] = await tasksOf(person);
    await person.ask("PATCH", `/api/tasks/${a?.id}`, { title: "Changed here" });
    const before = await tasksOf(person);
    const again = await importFile(api, person, "ics", file);
    expect(again).toMatchObject({ tasks: 0, skipped: 2, undo_token: null });
    expect(await tasksOf(person)).toEqual(before);
  });

  test("hangs new tasks below those that are there", async () => {
    const person = await api.person();
    await importFile(api, person, "json", json(task("a")));
    await importFile(api, person, "json", json(task("b", { parent: "a" })));
    const [a, b] = await tasksOf(person);
    expect(b?.parent_id).toBe(a?.id);
  });

  test("a parent that is nowhere is told, and the task stands on its own", async () => {
    const person = await api.person();
    const report = await importFile(api, person, "json", json(task("b", { parent: "nobody" })));
    expect(report.problems).toMatchObject([{ line: 2, field: "parent", severity: "warning" }]);
    expect(await tasksOf(person)).toMatchObject([{ parent_id: null }]);
  });

  test("brings back what was taken back or deleted", async () => {
    const person = await api.person();
    const { undo_token } = await importFile(api, person, "json", json(task("a"), task("b")));
    const undone = await person.ask("POST", `/api/undo/${undo_token}`);
    expect(undone.statusCode).toBe(200);
    expect(await tasksOf(person)).toEqual([]);
    expect(await importFile(api, person, "json", json(task("a"), task("b")))).toMatchObject({
      tasks: 2,
      skipped: 0,
    });
    expect(await importFile(api, person, "json", json(task("a"), task("b")))).toMatchObject({
      tasks: 0,
      skipped: 2,
    });
  });

  test("another person's uids mean nothing", async () => {
    const [one, two] = [await api.person(), await api.person()];
    await importFile(api, one, "json", json(task("a")));
    expect(await importFile(api, two, "json", json(task("a"), task("b", { parent: "a" })))).toMatchObject({
      tasks: 2,
    });
    expect(await tasksOf(one)).toHaveLength(1);
  });
});

test("two imports of one person at once: the second is told to wait", async () => {
  const person = await api.person();
  const many = json(...Array.from({ length: 600 }, (_, i) => task(`t${i}`)));
  const answers = await Promise.all([send(api, person, "json", many), send(api, person, "json", many)]);
  const statuses = answers.map(({ statusCode }) => statusCode).sort();
  // The second either waits its turn out or finds all done.
  expect(statuses[0]).toBe(200);
  expect([200, 409]).toContain(statuses[1]);
  expect(
    (await api.pool.query("SELECT count(*) FROM task WHERE user_id = $1", [person.userId])).rows[0],
  ).toEqual({
    count: 600,
  });
});
