import { readIcs } from "@punctual/interchange/ics/read";
import { describe, expect, test } from "vitest";
import { read } from "../support/read.ts";

/** A calendar with these lines. */
function calendar(...lines: string[]): string {
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", ...lines, "END:VCALENDAR", ""].join("\r\n");
}
/** A calendar with one to-do; its first line is line 6 of the file. */
function todo(...lines: string[]): string {
  return calendar("BEGIN:VTODO", "UID:a@example.org", "SUMMARY:Task", ...lines, "END:VTODO");
}
async function fields(...lines: string[]) {
  const { tasks, problems } = await read(readIcs, todo(...lines));
  return { ...tasks[0], problems };
}

const BERLIN = [
  "BEGIN:VTIMEZONE",
  "TZID:Custom Zone",
  "BEGIN:DAYLIGHT",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "DTSTART:19700329T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  "END:DAYLIGHT",
  "BEGIN:STANDARD",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "DTSTART:19701025T030000",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "END:STANDARD",
  "END:VTIMEZONE",
];

describe("times", () => {
  test.each([
    ["a date", "DUE;VALUE=DATE:20261123", { due_date: "2026-11-23", due_at: null, time_zone: null }],
    ["a date that doesn't say so", "DUE:20261123", { due_date: "2026-11-23", due_at: null }],
    ["UTC", "DUE:20261123T090000Z", { due_at: "2026-11-23T09:00:00.000Z", time_zone: null }],
    [
      "an IANA zone",
      "DUE;TZID=America/New_York:20261123T090000",
      { due_at: "2026-11-23T14:00:00.000Z", time_zone: "America/New_York" },
    ],
    [
      "an IANA zone with a prefix",
      "DUE;TZID=/freeassociation.sourceforge.net/America/New_York:20261123T090000",
      { due_at: "2026-11-23T14:00:00.000Z", time_zone: "America/New_York" },
    ],
    [
      "no zone: the caller's",
      "DUE:20260723T090000",
      { due_at: "2026-07-23T07:00:00.000Z", time_zone: "Europe/Berlin" },
    ],
    ["a skipped time", "DUE;TZID=Europe/Berlin:20260329T023000", { due_at: "2026-03-29T01:30:00.000Z" }],
    [
      "a time that comes twice",
      "DUE;TZID=Europe/Berlin:20261025T023000",
      { due_at: "2026-10-25T00:30:00.000Z" },
    ],
  ])("takes %s", async (_what, line, expected) => {
    const { problems, ...task } = await fields(line);
    expect(problems).toEqual([]);
    expect(task).toMatchObject(expected);
  });

  test.each([
    ["DUE:20260230T090000Z", "7 warning DUE: left out: 2026-02-30T09:00:00Z is no date or time"],
    ["DUE:tomorrow", /^7 warning DUE: left out: /],
    ["DUE;TZID=Europe/Berlin:20261345T090000", /^7 warning DUE: left out: /],
    ["CREATED:20261123", /^7 warning CREATED: left out: /],
  ])("leaves %s out and says so", async (line, message) => {
    const { problems, title, due_at, due_date } = await fields(line);
    expect({ title, due_at, due_date }).toEqual({ title: "Task", due_at: null, due_date: null });
    expect(problems).toEqual([expect.stringMatching(message)]);
  });

  test("follows a zone that the file defines, in summer and winter", async () => {
    const at = (day: string) => [
      `BEGIN:VTODO`,
      `UID:${day}`,
      "SUMMARY:x",
      `DUE;TZID=Custom Zone:${day}T090000`,
      "END:VTODO",
    ];
    const { tasks, problems } = await read(
      readIcs,
      calendar(...BERLIN, ...at("20260723"), ...at("20261123")),
    );
    expect(tasks.map((task) => task.due_at)).toEqual([
      "2026-07-23T07:00:00.000Z",
      "2026-11-23T08:00:00.000Z",
    ]);
    expect(tasks.map((task) => task.time_zone)).toEqual([null, null]);
    expect(problems.map((text) => text.replace(/^\d+ /, ""))).toEqual(
      Array(2).fill('warning DUE: "Custom Zone" is no IANA time zone; the instant is kept'),
    );
  });

  test("refuses to count a zone's rule that would take for ever", async () => {
    const endless = BERLIN.map((line) => line.replace(/RRULE:.*/, "RRULE:FREQ=SECONDLY"));
    const { tasks, problems } = await read(
      readIcs,
      calendar(
        ...endless,
        "BEGIN:VTODO",
        "UID:a",
        "SUMMARY:x",
        "DUE;TZID=Custom Zone:20260723T090000",
        "END:VTODO",
      ),
    );
    expect(tasks[0]).toMatchObject({ due_at: "2026-07-23T07:00:00.000Z", time_zone: "Europe/Berlin" });
    expect(problems[0]).toContain("VTIMEZONE: can't follow RRULE:FREQ=SECONDLY");
    expect(problems[1]).toContain("is no known time zone; Europe/Berlin is assumed");
  });

  test("counts DURATION from DTSTART, and takes it as an estimate without", async () => {
    expect(await fields("DTSTART:20261123T090000Z", "DURATION:P1D")).toMatchObject({
      start_at: "2026-11-23T09:00:00.000Z",
      due_at: "2026-11-24T09:00:00.000Z",
      estimate: null,
    });
    expect(await fields("DURATION:PT90M")).toMatchObject({ due_at: null, estimate: "PT1H30M" });
    expect(await fields("ESTIMATED-DURATION;VALUE=DURATION:PT20M")).toMatchObject({ estimate: "PT20M" });
  });
});

describe("fields", () => {
  test.each([
    [["STATUS:NEEDS-ACTION"], { status: "open", completed_at: null }],
    [["STATUS:IN-PROCESS"], { status: "open" }],
    [
      ["STATUS:COMPLETED", "COMPLETED:20261123T090000Z"],
      { status: "done", completed_at: "2026-11-23T09:00:00.000Z" },
    ],
    [["COMPLETED:20261123T090000Z"], { status: "done" }],
    [["PERCENT-COMPLETE:100"], { status: "done" }],
    [["STATUS:NEEDS-ACTION", "COMPLETED:20261123T090000Z"], { status: "open", completed_at: null }],
    [["CATEGORIES:home,a\\,b", "CATEGORIES:work"], { tags: ["home", "a,b", "work"] }],
    [["DESCRIPTION:one\\ntwo\\; three\\, \\\\"], { notes: "one\ntwo; three, \\" }],
    [["RELATED-TO:p"], { parent: "p" }],
    [["RELATED-TO;RELTYPE=PARENT:p"], { parent: "p" }],
    [
      ["LOCATION:Office", "URL:https://example.org/a?b,c"],
      { notes: "Location: Office\n\nURL: https://example.org/a?b,c" },
    ],
    [["X-PUNCTUAL-PROJECT:House\\, old"], { project: "House, old" }],
    [["CLASS:PRIVATE", "SEQUENCE:3"], {}],
  ])("%s", async (lines, expected) => {
    const { problems, ...task } = await fields(...lines);
    expect(problems).toEqual([]);
    expect(task).toMatchObject(expected);
  });

  test.each([
    [0, "none"],
    [1, "urgent"],
    [2, "high"],
    [4, "high"],
    [5, "medium"],
    [6, "low"],
    [9, "low"],
  ])("PRIORITY:%i is %s", async (level, priority) => {
    expect(await fields(`PRIORITY:${level}`)).toMatchObject({ priority, problems: [] });
  });

  test.each([
    ["PRIORITY:high", "7 warning PRIORITY: left out: must be 0 to 9, not high"],
    ["STATUS:LATER", /^7 warning STATUS: left out: must be NEEDS-ACTION/],
    ["STATUS:CANCELLED", "7 warning STATUS: a cancelled task is taken as done"],
    ["RRULE:FREQ=HOURLY", /^7 warning RRULE: left out: FREQ=HOURLY comes more than once a day/],
    ["RELATED-TO;RELTYPE=CHILD:c", /RELTYPE=CHILD has no place/],
    ["GEO:1;2", "7 warning GEO: has no place in a task; left out"],
    ["EXDATE;VALUE=DATE:20261123", /mean nothing without RRULE/],
  ])("%s: keeps the task, and says what is lost", async (line, message) => {
    const { problems, title } = await fields("", line);
    expect(title).toBe("Task");
    expect(problems.map((text) => text.replace(/^8/, "7"))).toEqual([expect.stringMatching(message)]);
  });

  test("keeps a rule with its exceptions as it stands", async () => {
    const { recurrence, start_at, problems } = await fields(
      "DTSTART;TZID=Europe/Berlin:20261123T090000",
      "DUE;TZID=Europe/Berlin:20261123T090000",
      "RRULE:FREQ=WEEKLY;UNTIL=20271231T225959Z;BYDAY=MO,WE",
      "EXDATE;TZID=Europe/Berlin:20261125T090000,20261130T090000",
      "RDATE;VALUE=DATE:20261224",
    );
    expect(problems).toEqual([]);
    // It starts when it's due: that says nothing.
    expect(start_at).toBeNull();
    expect(recurrence).toEqual({
      rrule: "FREQ=WEEKLY;UNTIL=20271231T225959Z;BYDAY=MO,WE",
      mode: "schedule",
      exdates: ["2026-11-25T08:00:00.000Z", "2026-11-30T08:00:00.000Z"],
      rdates: ["2026-12-24"],
    });
  });

  test("cuts a title that is too long, and loses nothing of it", async () => {
    const long = "word ".repeat(200).trim();
    const { tasks, problems } = await read(
      readIcs,
      calendar("BEGIN:VTODO", `SUMMARY:${long}`, "DESCRIPTION:n", "END:VTODO"),
    );
    expect(tasks[0]?.title).toMatch(/^word .*…$/);
    expect(tasks[0]?.notes).toBe(`${long}\n\nn`);
    expect(problems).toEqual([expect.stringContaining("the whole is in the notes")]);
  });
});

describe("alarms", () => {
  const alarm = (...lines: string[]) => ["BEGIN:VALARM", "ACTION:DISPLAY", ...lines, "END:VALARM"];
  const timed = ["DTSTART:20261123T080000Z", "DUE:20261123T090000Z"];

  test.each([
    ["TRIGGER:-PT30M", { before: "PT30M", of: "start" }],
    ["TRIGGER;RELATED=START:-P1D", { before: "PT24H", of: "start" }],
    ["TRIGGER;RELATED=END:PT0S", { before: "PT0M", of: "due" }],
    ["TRIGGER;RELATED=END:PT15M", { at: "2026-11-23T09:15:00.000Z" }],
    ["TRIGGER;RELATED=END:-PT90S", { at: "2026-11-23T08:58:30.000Z" }],
    ["TRIGGER;VALUE=DATE-TIME:20261122T170000Z", { at: "2026-11-22T17:00:00.000Z" }],
  ])("%s", async (line, reminder) => {
    expect(await fields(...timed, ...alarm(line))).toMatchObject({ reminders: [reminder], problems: [] });
  });

  test("count from the due time where the task has no start", async () => {
    const { reminders } = await fields("DUE:20261123T090000Z", ...alarm("TRIGGER:-PT30M"));
    expect(reminders).toEqual([{ before: "PT30M", of: "due" }]);
  });

  test.each([
    [["TRIGGER:soon"], /TRIGGER: .*left out/],
    [["DESCRIPTION:x"], /VALARM: TRIGGER is missing/],
    [["TRIGGER;RELATED=END:PT5M"], /counts from a time that the task doesn't have/],
  ])("%s: the task stays, the reminder is left out", async (lines, message) => {
    const { reminders, problems } = await fields(...alarm(...lines));
    expect(reminders).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(message)]);
  });
});

describe("broken files", () => {
  const good = ["BEGIN:VTODO", "UID:good", "SUMMARY:Good", "END:VTODO"];

  test.each([
    [
      "a line without a name",
      ["BEGIN:VTODO", "SUMMARY:a", "nonsense", "END:VTODO", ...good],
      ["a", "Good"],
      '6 error -: can\'t read "nonsense"; must be NAME:value',
    ],
    [
      "a to-do without a title",
      ["BEGIN:VTODO", "UID:a", "END:VTODO", ...good],
      ["Good"],
      "4 error SUMMARY: is missing; a task needs a title",
    ],
    [
      "a to-do that never ends",
      ["BEGIN:VTODO", "SUMMARY:a", ...good],
      ["Good"],
      "4 error VTODO: END:VTODO is missing; the whole is left out",
    ],
    [
      "an end without a begin",
      ["END:VTODO", ...good],
      ["Good"],
      "4 error END: END:VTODO without BEGIN:VTODO",
    ],
    [
      "an alarm that never ends",
      ["BEGIN:VTODO", "SUMMARY:a", "BEGIN:VALARM", "END:VTODO", ...good],
      ["a", "Good"],
      "6 error VALARM: END:VALARM is missing",
    ],
    [
      "an event",
      ["BEGIN:VEVENT", "SUMMARY:a", "END:VEVENT", ...good],
      ["Good"],
      "4 warning VEVENT: is no task; left out",
    ],
    [
      "one occurrence changed",
      ["BEGIN:VTODO", "SUMMARY:a", "RECURRENCE-ID:20261123T090000Z", "END:VTODO", ...good],
      ["Good"],
      /^4 warning RECURRENCE-ID: a change of one occurrence/,
    ],
  ])("%s doesn't stop the rest", async (_what, lines, titles, message) => {
    const { tasks, problems } = await read(readIcs, calendar(...lines));
    expect(tasks.map((task) => task.title)).toEqual(titles);
    expect(problems[0]).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
  });

  test.each([
    ["nothing", "", /must begin with BEGIN:VCALENDAR/],
    ["vCalendar 1.0", "BEGIN:VCALENDAR\r\nVERSION:1.0\r\nEND:VCALENDAR\r\n", /VERSION: must be 2.0/],
    [
      "a file that is cut off",
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTODO\r\nSUMMARY:a",
      /END:VTODO is missing/,
    ],
  ])("%s is an error", async (_what, text, message) => {
    const { tasks, problems } = await read(readIcs, text);
    expect(tasks).toEqual([]);
    expect(problems.join("\n")).toMatch(message);
  });

  test("tells once how often something has no place", async () => {
    const one = ["BEGIN:VTODO", "SUMMARY:a", "X-FOO:1", "END:VTODO"];
    const { problems } = await read(readIcs, calendar(...one, ...one, ...one));
    expect(problems).toEqual(["6 warning X-FOO: has no place in a task; left out (3 times)"]);
  });

  test("bears components in one another without end", async () => {
    const { problems } = await read(readIcs, calendar("BEGIN:VTODO", ...Array(20_000).fill("BEGIN:X-A")));
    expect(problems.length).toBeGreaterThan(0);
  });

  test("a to-do of too many lines is left out, and the next is read", async () => {
    const many = ["BEGIN:VTODO", "SUMMARY:a", ...Array(10_001).fill("COMMENT:x"), "END:VTODO"];
    const { tasks, problems } = await read(readIcs, calendar(...many, ...good));
    expect(tasks.map((task) => task.title)).toEqual(["Good"]);
    expect(problems).toEqual(["4 error VTODO: must have at most 10,000 lines"]);
  });
});
