import { readIcs } from "@punctual/interchange/ics/read";
import { writeIcs } from "@punctual/interchange/ics/write";
import type { InterchangeTask } from "@punctual/interchange/record";
import fc from "fast-check";
import { expect, test } from "vitest";
import { read } from "../support/read.ts";
import { anyTask, task, write } from "../support/records.ts";

/** The task as iCalendar can say it. */
function asWritten(given: InterchangeTask): InterchangeTask {
  // Without a start, what counts from it counts from the due time, as other programs mean it.
  const reminders = given.reminders.map((reminder) =>
    "of" in reminder && given.start_at === null ? { ...reminder, of: "due" as const } : reminder,
  );
  return { ...given, reminders, version: null };
}

test("keeps every task that iCalendar can say, there and back", async () => {
  const open = anyTask.map((given) => ({ ...given, deleted_at: null }));
  await fc.assert(
    fc.asyncProperty(open, fc.integer({ min: 1, max: 400 }), async (given, size) => {
      const text = await write(writeIcs, [given]);
      const { tasks, problems } = await read(readIcs, text, { size, timeZone: "Asia/Tokyo" });
      expect(problems).toEqual([]);
      expect(tasks).toEqual([asWritten(given)]);
    }),
    { numRuns: 300 },
  );
});

test("writes no line of more than 75 octets, and cuts no character in two", async () => {
  const text = await write(writeIcs, [
    task({ title: "ß€😀".repeat(50), notes: "Zeile; mit, allem\\\n".repeat(30) }),
  ]);
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toContain("\uFFFD");
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});

test("text can't begin a property of its own", async () => {
  const text = await write(writeIcs, [
    task({ project: "a", notes: "x\r\nEND:VTODO\rBEGIN:VEVENT\n\u0085\u0007", uid: "u\u2028END:VTODO" }),
  ]);
  const lines = text.split(/\r\n|\r|\n/);
  expect(lines.filter((line) => /^(BEGIN|END):V/.test(line))).toEqual([
    "BEGIN:VCALENDAR",
    "BEGIN:VTODO",
    "END:VTODO",
    "END:VCALENDAR",
  ]);
});

test("leaves the trash out", async () => {
  expect(await write(writeIcs, [task({ deleted_at: "2026-11-23T09:00:00Z" })])).not.toContain("VTODO");
});

test("defines each zone once, before its first use", async () => {
  const due = { due_at: "2026-11-23T09:00:00Z", time_zone: "Europe/Berlin" };
  const text = await write(writeIcs, [task(due), task({ ...due, uid: "b" })]);
  expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1);
  expect(text.indexOf("BEGIN:VTIMEZONE")).toBeLessThan(text.indexOf("BEGIN:VTODO"));
  expect(text).toContain("DUE;TZID=Europe/Berlin:20261123T100000\r\n");
});
