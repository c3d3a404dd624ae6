import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readIcs } from "@punctual/interchange/ics/read";
import { expect, test } from "vitest";
import { read } from "../support/read.ts";

// Written by hand in the style of each program.
const fixture = (name: string) =>
  read(
    readIcs,
    readFileSync(join(import.meta.dirname, "../fixtures", name), "utf8").replaceAll("\n", "\r\n"),
  );

test("Apple Reminders: a list is a project with its colour, alarms are reminders", async () => {
  const { records, tasks, problems } = await fixture("reminders.ics");
  expect(records[0]).toMatchObject({ kind: "project", name: "Errands", colour: "#ff9500" });
  expect(tasks).toMatchObject([
    {
      title: "Pick up the parcel at the post office on the corner of the street with the bakery",
      project: "Errands",
      priority: "urgent",
      due_at: "2026-11-24T01:00:00.000Z",
      time_zone: "America/Los_Angeles",
      start_at: null,
      reminders: [{ at: "2026-11-24T01:00:00.000Z" }],
      created_at: "2026-11-01T09:55:00.000Z",
    },
    {
      title: "Return the book",
      status: "done",
      completed_at: "2026-11-02T08:00:00.000Z",
      parent: "6B0C2A52-0000-4A4B-9B3E-000000000001",
    },
  ]);
  expect(problems).toEqual(["29 warning X-APPLE-SORT-ORDER: has no place in a task; left out"]);
});

test("Nextcloud: what has no place is kept in the notes", async () => {
  const { tasks, problems } = await fixture("nextcloud.ics");
  expect(tasks).toMatchObject([
    {
      title: "Tax return",
      notes:
        "Papers are in the blue folder\nand in the drawer\n\nLocation: Desk\n\nURL: https://example.org/tax",
      priority: "medium",
      status: "open",
      tags: ["paper", "home"],
      start_at: "2026-11-10T08:00:00.000Z",
      due_at: "2026-11-30T17:00:00.000Z",
      reminders: [{ before: "PT48H", of: "due" }],
    },
  ]);
  expect(problems).toEqual([
    "13 warning PERCENT-COMPLETE: a task is open or done; left out",
    "20 warning X-OC-HIDESUBTASKS: has no place in a task; left out",
  ]);
});

test("Tasks.org: a rule, and a start of a whole day", async () => {
  const { tasks, problems } = await fixture("tasks-org.ics");
  expect(tasks).toMatchObject([
    {
      title: "Water the plants",
      priority: "low",
      due_date: "2026-11-23",
      start_at: "2026-11-21T23:00:00.000Z",
      recurrence: { rrule: "FREQ=WEEKLY;INTERVAL=2", mode: "schedule" },
      reminders: [{ before: "PT0M", of: "due" }],
    },
  ]);
  expect(problems).toEqual(["14 warning X-APPLE-SORT-ORDER: has no place in a task; left out"]);
});
