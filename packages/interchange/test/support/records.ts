import { PRIORITIES } from "@punctual/contracts/task";
import { minutesDuration } from "@punctual/contracts/time";
import type { Writer } from "@punctual/interchange/entry";
import {
  type InterchangeRecord,
  type InterchangeTask,
  type InterchangeTaskDraft,
  interchangeRecord,
  interchangeTask,
} from "@punctual/interchange/record";
import fc from "fast-check";

/** A task with what is given and nothing else. */
export function task(draft: Partial<InterchangeTaskDraft>): InterchangeTask {
  return interchangeTask.parse({ kind: "task", uid: "a@example.org", title: "Task", ...draft });
}

/** The whole text that a writer makes of records. */
export async function write(writer: Writer, records: readonly InterchangeRecord[]): Promise<string> {
  let text = "";
  for await (const part of writer(each(records), { at: "2026-11-23T09:00:00.000Z" })) text += part;
  return text;
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const line = (most: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: most })
    .map((text) => text.replace(/\p{Cc}/gu, "").trim())
    .filter((text) => text.length > 0 && text.length <= most);
const second = fc
  .integer({ min: Date.parse("1971-01-01") / 1000, max: Date.parse("2090-12-31") / 1000 })
  .map((value) => new Date(value * 1000).toISOString());
const date = second.map((instant) => instant.slice(0, 10));
const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Pacific/Apia", "UTC", "Asia/Kolkata");
const notes = fc
  .string({ unit: "grapheme", maxLength: 300 })
  .map((text) => text.replace(/(?!\n)\p{Cc}/gu, ""));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const reminder = fc.oneof(
  second.map((at) => ({ at })),
  fc
    .record({
      minutes: fc.integer({ min: 0, max: 9000 }),
      of: fc.constantFrom("due" as const, "start" as const),
    })
    .map(({ minutes, of }) => ({ before: minutesDuration(minutes), of })),
);
const recurrence = fc.record({
  rrule: fc.constantFrom("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO;INTERVAL=2", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=5"),
  mode: fc.constantFrom("schedule" as const, "completion" as const),
  exdates: fc.array(second, { maxLength: 3 }),
  rdates: fc.array(date, { maxLength: 3 }),
});
const times = { created_at: maybe(second), updated_at: maybe(second) };
const version = maybe(fc.integer({ min: 1, max: 1_000_000 }));

/** Any task. */
export const anyTask: fc.Arbitrary<InterchangeTask> = fc
  .record({
    kind: fc.constant("task" as const),
    uid: line(80),
    title: line(200),
    notes,
    priority: fc.constantFrom(...PRIORITIES),
    tags: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,20}$/), { maxLength: 5 }),
    due: fc.oneof(
      second.map((due_at) => ({ due_at })),
      date.map((due_date) => ({ due_date })),
      fc.constant({}),
    ),
    time_zone: maybe(zone),
    start_at: maybe(second),
    recurrence: maybe(recurrence),
    reminders: fc.array(reminder, { maxLength: 4 }),
    estimate: maybe(fc.integer({ min: 0, max: 5000 }).map(minutesDuration)),
    done: maybe(second),
    project: maybe(line(60)),
    parent: maybe(line(80)),
    position: maybe(fc.stringMatching(/^[a-z][0-9A-Za-z]{1,10}$/)),
    version,
    ...times,
    deleted_at: maybe(second),
  })
  .map(({ due, done, ...rest }) =>
    interchangeTask.parse({
      ...rest,
      ...due,
      recurrence: "due_at" in due || "due_date" in due ? rest.recurrence : null,
      status: done ? "done" : "open",
      completed_at: done,
    }),
  );

const named = {
  name: line(60),
  colour: maybe(fc.stringMatching(/^#[0-9a-f]{6}$/)),
  version,
  ...times,
  archived_at: maybe(second),
};

/** Anything that goes in or out. */
export const anyRecord: fc.Arbitrary<InterchangeRecord> = fc.oneof(
  { weight: 4, arbitrary: anyTask as fc.Arbitrary<InterchangeRecord> },
  {
    weight: 1,
    arbitrary: fc
      .oneof(
        fc.record({ kind: fc.constant("project"), position: maybe(fc.constant("a1")), ...named }),
        fc.record({ kind: fc.constant("tag"), ...named }),
        fc.record({
          kind: fc.constant("filter"),
          name: line(60),
          query: notes,
          sort: maybe(fc.constant("-priority")),
          version,
          ...times,
        }),
      )
      .map((record) => interchangeRecord.parse(record)),
  },
);
