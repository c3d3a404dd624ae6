import { describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";
import { exportRecords, exportText, importFile, tasksOf } from "./support.ts";

const api = await startChatApi();

/** A person with something of everything. */
async function settled() {
  const person = await api.person();
  const house = (await person.ask("POST", "/api/projects", { name: "House", colour: "#3366cc" })).json<{
    id: number;
  }>();
  await person.ask("POST", "/api/tags", { name: "Unused", colour: "#cc0000" });
  const top = await person.add({
    title: 'Paint, "fence"; and\\more',
    notes: "one\ntwo\n- three",
    priority: "urgent",
    tags: ["Garden", "home"],
    project_id: house.id,
    due_at: "2026-11-23T08:00:00Z",
    time_zone: "Europe/Berlin",
    start_at: "2026-11-20T08:00:00Z",
    recurrence: { rrule: "FREQ=WEEKLY;BYDAY=MO", mode: "completion", exdates: ["2026-11-30T08:00:00Z"] },
    reminders: [{ before: "PT30M", of: "due" }, { at: "2026-11-22T08:00:00Z" }],
    estimate: "PT90M",
  });
  const child = await person.add({
    title: "Buy paint",
    parent_id: top.id,
    project_id: house.id,
    due_date: "2026-11-21",
  });
  const done = await person.add({ title: "Done", priority: "low" });
  await person.ask("POST", `/api/tasks/${done.id}/complete`);
  const gone = await person.add({ title: "Gone" });
  await person.ask("DELETE", `/api/tasks/${gone.id}`);
  return { person, top, child, done, gone, house };
}

describe("JSON", () => {
  test("loses nothing on its way into an empty account", async () => {
    const { person } = await settled();
    const other = await api.person();
    const report = await importFile(api, other, "json", await exportText(person));
    expect(report).toMatchObject({ tasks: 4, projects: 1, tags: 3, problems: [] });
    expect(await exportRecords(other)).toEqual(await exportRecords(person));
    // Not only what both exports say, but what the API shows.
    const shown = async (who: typeof person) => {
      const tasks = await tasksOf(who);
      const titles = new Map(tasks.map(({ id, title }) => [id, title]));
      return tasks
        .map(({ id: _, project_id, parent_id, series, ...task }) => ({
          ...task,
          series: series && { ...series, id: titles.get(series.id) },
          inProject: project_id !== null,
          parent: parent_id && titles.get(parent_id),
        }))
        .sort((a, b) => (a.title < b.title ? -1 : 1));
    };
    expect(await shown(other)).toEqual(await shown(person));
  });

  test("into the account that it came from, it changes nothing", async () => {
    const { person } = await settled();
    const before = await exportRecords(person);
    expect(await importFile(api, person, "json", await exportText(person))).toMatchObject({
      tasks: 0,
      skipped: 4,
      projects: 0,
      tags: 0,
      undo_token: null,
    });
    expect(await exportRecords(person)).toEqual(before);
  });

  test("a task that was deleted since comes back, and both have uids of their own", async () => {
    const { person, done } = await settled();
    const backup = await exportText(person);
    await person.ask("DELETE", `/api/tasks/${done.id}`);
    expect(await importFile(api, person, "json", backup)).toMatchObject({ tasks: 1, skipped: 3 });
    const uids = (await exportRecords(person)).flatMap((record) =>
      record.kind === "task" ? [record.uid] : [],
    );
    expect(uids).toHaveLength(5);
    expect(new Set(uids).size).toBe(5);
    expect(await importFile(api, person, "json", backup)).toMatchObject({ tasks: 0, skipped: 4 });
  });
});

test("iCalendar keeps what is live, and knows the tasks again", async () => {
  const { person } = await settled();
  const answer = await person.ask("GET", "/api/export?format=ics");
  expect(answer.headers["content-type"]).toBe("text/calendar; charset=utf-8");
  expect(answer.headers["content-disposition"]).toBe('attachment; filename="punctual.ics"');
  const other = await api.person();
  expect(await importFile(api, other, "ics", answer.body)).toMatchObject({
    tasks: 3,
    projects: 1,
    problems: [],
  });
  expect(await importFile(api, person, "ics", answer.body)).toMatchObject({ tasks: 0, skipped: 3 });
});

test("CSV has what is open, with projects as sections", async () => {
  const { person } = await settled();
  const text = await exportText(person, "format=csv");
  expect(text.split("\r\n").map((line) => line.split(",").slice(0, 2).join())).toEqual([
    "TYPE,CONTENT",
    "section,House",
    'task,"Paint',
    "task,Buy paint",
    "",
  ]);
});

test("a query says which tasks", async () => {
  const { person } = await settled();
  const text = await exportText(
    person,
    `format=csv&query=${encodeURIComponent("project:House due<2026-11-22")}`,
  );
  expect(text).toContain("Buy paint");
  expect(text).not.toContain("Paint,");
  const wrong = await person.ask("GET", `/api/export?query=${encodeURIComponent("priorty:high")}`);
  expect(wrong.statusCode).toBe(400);
});

test("nobody gets another's tasks", async () => {
  const { person } = await settled();
  const other = await api.person();
  expect(await exportRecords(other)).toEqual([]);
  expect((await exportRecords(person)).length).toBeGreaterThan(0);
  expect((await api.app.inject({ method: "GET", url: "/api/export" })).statusCode).toBe(401);
});
