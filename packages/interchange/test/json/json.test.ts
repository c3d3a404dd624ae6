import { readJson } from "@punctual/interchange/json/read";
import { writeJson } from "@punctual/interchange/json/write";
import fc from "fast-check";
import { expect, test } from "vitest";
import { read } from "../support/read.ts";
import { anyRecord, task, write } from "../support/records.ts";

const HEADER = '{"format":"punctual","version":1}\n';
const line = (record: object) => `${JSON.stringify(record)}\n`;

test("loses nothing there and back, whatever the records and however the bytes are cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRecord, { maxLength: 6 }),
      fc.integer({ min: 1, max: 500 }),
      async (records, size) => {
        const { records: again, problems } = await read(readJson, await write(writeJson, records), { size });
        expect(problems).toEqual([]);
        expect(again).toEqual(records);
      },
    ),
  );
});

test("goes on after lines that are broken, and says what is wrong with each", async () => {
  const good = task({ title: "Good" });
  const file =
    HEADER +
    line({ ...good, title: "" }) +
    "{not json\n" +
    line({ ...good, colour: "red" }) +
    line({ ...good, due_date: "2026-02-30", priority: "huge" }) +
    line({ ...good, completed_at: "2026-11-23T09:00:00Z" }) +
    line({ kind: "thing" }) +
    line(good);
  const { tasks, problems } = await read(readJson, file);
  expect(tasks).toEqual([good]);
  expect(problems).toEqual([
    "2 error title: must not be empty",
    expect.stringMatching(/^3 error -: must be one JSON object: /),
    expect.stringMatching(/^4 error -: .*colour/),
    expect.stringMatching(/^5 error priority: /),
    "5 error due_date: must be a date such as 2026-11-23",
    "6 error completed_at: must be null while the status is open",
    expect.stringMatching(/^7 error kind: /),
  ]);
});

test.each([
  ["nothing", "", "1 error -: the file is empty"],
  ["a picture", "\u0089PNG\n".repeat(50), /^1 error -: must be one JSON object/],
  ["another JSON", '[{"title":"a"}]\n'.repeat(50), /^1 error -: the first line must be/],
  ["a file of later", '{"format":"punctual","version":2}\n', /^1 error version: .*newer Punctual/],
])("says once that %s is no such file", async (_what, text, message) => {
  const { records, problems } = await read(readJson, text);
  expect(records).toEqual([]);
  expect(problems).toEqual([expect.stringMatching(message)]);
});

test("bears JSON of any depth", async () => {
  const { problems } = await read(readJson, `${HEADER}${"[".repeat(100_000)}\n`);
  expect(problems).toHaveLength(1);
});
