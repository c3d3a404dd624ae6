import { readCsv } from "@punctual/interchange/csv/read";
import { writeCsv } from "@punctual/interchange/csv/write";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { read } from "../support/read.ts";
import { task, write } from "../support/records.ts";

const HEADER =
  "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT,DEADLINE,DEADLINE_LANG\r\n";
/** A row of a task with these cells. */
function row(cells: Partial<Record<string, string>>): string {
  const names = HEADER.trim().split(",");
  const all: Record<string, string | undefined> = { TYPE: "task", CONTENT: "Task", ...cells };
  return `${names.map((name) => `"${(all[name] ?? "").replaceAll('"', '""')}"`).join(",")}\r\n`;
}
const one = async (cells: Partial<Record<string, string>>) => {
  const { tasks, problems } = await read(readCsv, HEADER + row(cells));
  return { ...tasks[0], problems };
};

test("reads a project as Todoist exports it", async () => {
  const file =
    HEADER +
    "meta,view_style=list,,,,,,,,,,,,\r\n" +
    'task,"Fix the tap @house, soon @urgent",Washer is worn,1,1,Sam (1),,2026-11-23,en,Europe/London,30,minute,,\r\n' +
    'note,"See ""the"" plumber\r\non Main St",,,,Sam (1),,,,,,,,\r\n' +
    "task,Buy a washer,,4,2,Sam (1),Kim (2),Nov 24 2026 18:30,en,Europe/London,,None,,\r\n" +
    ",,,,,,,,,,,,,\r\n" +
    "section,Garden,,,,,,,,,,,,\r\n" +
    "task,Mow,,3,1,Sam (1),,2026-11-20,en,,,,2026-11-30,en\r\n";
  const { tasks, problems } = await read(readCsv, file, { project: "Home" });
  expect(tasks).toMatchObject([
    {
      title: "Fix the tap @house, soon",
      tags: ["urgent"],
      notes: 'Washer is worn\n\nSee "the" plumber\r\non Main St'.replace("\r", ""),
      priority: "urgent",
      project: "Home",
      parent: null,
      due_date: "2026-11-23",
      estimate: "PT30M",
    },
    {
      title: "Buy a washer",
      priority: "none",
      parent: "line:3",
      due_at: "2026-11-24T18:30:00.000Z",
      time_zone: "Europe/London",
    },
    {
      title: "Mow",
      priority: "medium",
      project: "Garden",
      start_at: "2026-11-19T23:00:00.000Z",
      due_date: "2026-11-30",
    },
  ]);
  expect(problems).toEqual(["6 warning RESPONSIBLE: tasks belong to you alone; left out (1 times)"]);
});

describe("dates", () => {
  test.each([
    ["2026-11-23", { due_date: "2026-11-23" }],
    ["2026-11-23 18:05", { due_at: "2026-11-23T17:05:00.000Z", time_zone: "Europe/Berlin" }],
    ["2026-11-23T18:05:00", { due_at: "2026-11-23T17:05:00.000Z" }],
    ["2026-11-23T18:05:00Z", { due_at: "2026-11-23T18:05:00.000Z" }],
    ["2026-11-23T18:05:00+05:30", { due_at: "2026-11-23T12:35:00.000Z" }],
    ["Nov 23 2026", { due_date: "2026-11-23" }],
    ["November 23rd, 2026 at 6:05 pm", { due_at: "2026-11-23T17:05:00.000Z" }],
    ["3 Sept 2026", { due_date: "2026-09-03" }],
  ])("reads %s", async (DATE, expected) => {
    const { problems, ...made } = await one({ DATE });
    expect(problems).toEqual([]);
    expect(made).toMatchObject(expected);
  });

  test.each([
    "every monday",
    "tomorrow",
    "2026-02-30",
    "11/12/2026",
    "Foo 3 2026",
    "2026-11-23 25:00",
    "2026-11-23 13:00 pm",
  ])("keeps %s in the notes and says so", async (DATE) => {
    const { problems, notes, due_at, due_date } = await one({ DATE, DESCRIPTION: "d" });
    expect({ notes, due_at, due_date }).toEqual({
      notes: `d\n\nDate: ${DATE}`,
      due_at: null,
      due_date: null,
    });
    expect(problems).toEqual([expect.stringContaining(`2 warning DATE: can't read "${DATE}"`)]);
  });
});

describe("broken lines", () => {
  test.each([
    [row({ TYPE: "thing" }), '2 error TYPE: must be task, section or note, not "thing"'],
    [row({ CONTENT: "" }), "2 error CONTENT: must not be empty"],
    ['task,a "quoted" word,,,,,,,,,,,,\r\n', /^2 error -: has quotes where they can't be/],
    ["task,a,,,,,,,,,,,,,,,,\r\n", "2 error -: has 18 cells where the header has 14"],
  ])("%j is an error, and the next line is read", async (line, message) => {
    const { tasks, problems } = await read(readCsv, HEADER + line + row({ CONTENT: "Good" }));
    expect(tasks.map((made) => made.title)).toEqual(["Good"]);
    expect(problems).toEqual([expect.stringMatching(message)]);
  });

  test.each([
    [{ PRIORITY: "7" }, "2 warning PRIORITY: must be 1 (highest) to 4"],
    [{ INDENT: "3" }, "2 warning INDENT: is deeper than a subtask of the task above; taken as 1"],
    [{ INDENT: "x" }, "2 warning INDENT: must be 1 to 100"],
    [{ TIMEZONE: "Mars" }, "2 warning TIMEZONE: must be an IANA time zone"],
    [{ DURATION: "5", DURATION_UNIT: "years" }, "2 warning DURATION_UNIT: must be minute or day"],
    [{ DURATION: "999999", DURATION_UNIT: "day" }, "2 warning DURATION: left out:"],
  ])("%j keeps the task", async (cells, message) => {
    const { problems, title } = await one(cells);
    expect(title).toBe("Task");
    expect(problems).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ["nothing", "", "1 error -: the file is empty"],
    ["no header", "a,b\r\nc,d\r\n", "1 error -: the first line must name the columns"],
    ["a quote that never closes", `${HEADER}task,"a\r\ntask,b\r\n`, "a quote is opened and never closed"],
  ])("%s is an error", async (_what, text, message) => {
    const { problems } = await read(readCsv, text);
    expect(problems).toEqual([expect.stringContaining(message)]);
  });

  test("lines that aren't UTF-8 are told by number", async () => {
    const bytes = Buffer.concat([Buffer.from(HEADER), Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(row({}))]);
    const { tasks, problems } = await read(readCsv, bytes);
    expect(tasks).toHaveLength(1);
    expect(problems).toEqual([expect.stringMatching(/^2 error -: must be UTF-8/)]);
  });
});

test("takes semicolons, as spreadsheets of some countries write", async () => {
  const { tasks } = await read(readCsv, "TYPE;CONTENT;PRIORITY\ntask;Milch, Brot;2\n");
  expect(tasks).toMatchObject([{ title: "Milch, Brot", priority: "high" }]);
});

test("keeps what the template has, there and back", async () => {
  const text = fc
    .stringMatching(/^[A-Za-zäß=+'",;-][A-Za-zäß =+'",;-]{0,30}[a-z]$/)
    .map((t) => t.replace(/ +/g, " "));
  const level = fc.constantFrom("none" as const, "medium" as const, "high" as const, "urgent" as const);
  const made = fc.record({
    title: text.filter((t) => !t.startsWith("'")),
    notes: text.filter((t) => !t.startsWith("'")),
    priority: level,
    tags: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 3 }),
    due_date: fc.option(fc.constantFrom("2026-11-23", "2028-02-29"), { nil: null }),
    estimate: fc.option(fc.constantFrom("PT30M", "PT2H"), { nil: null }),
    project: fc.constant("House"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(made, { maxLength: 5 }), async (drafts) => {
      const tasks = drafts.map((draft, i) => task({ ...draft, uid: `line:${i + 3}` }));
      const { tasks: again, problems } = await read(readCsv, await write(writeCsv, tasks));
      expect(problems).toEqual([]);
      expect(again).toEqual(tasks);
    }),
  );
});

test("writes subtasks below their parents, projects as sections, and nothing that is done", async () => {
  const text = await write(writeCsv, [
    task({ uid: "a", title: "A" }),
    task({ uid: "b", title: "B", parent: "a" }),
    task({ uid: "c", title: "C", project: "P", due_at: "2026-11-23T09:00:00Z", time_zone: "Europe/Berlin" }),
    task({ uid: "d", title: "D", project: "P", status: "done", completed_at: "2026-11-23T09:00:00Z" }),
  ]);
  expect(text.split("\r\n")).toEqual([
    HEADER.trim(),
    "task,A,,4,1,,,,,,,,,",
    "task,B,,4,2,,,,,,,,,",
    "section,P,,,,,,,,,,,,",
    "task,C,,4,1,,,2026-11-23 10:00,en,Europe/Berlin,,,,",
    "",
  ]);
});

test("a cell that looks like a formula isn't run by a spreadsheet", async () => {
  const text = await write(writeCsv, [task({ title: "=1+1", notes: "@SUM(A1)" })]);
  expect(text).toContain("task,'=1+1,'@SUM(A1),");
});
