import { nextOccurrence } from "@punctual/schedule/occurrence/next";
import type { Recurring } from "@punctual/schedule/occurrence/recurring";
import { shifted } from "@punctual/schedule/occurrence/shift";
import { upcoming } from "@punctual/schedule/occurrence/upcoming";
import { describe, expect, test } from "vitest";

type Given = Partial<Recurring> & { readonly rrule: string; readonly mode?: "schedule" | "completion" };

function task({ rrule, mode = "schedule", ...rest }: Given): Recurring {
  return {
    ...{ due_at: null, due_date: null, time_zone: null, series: null },
    recurrence: { rrule, mode, exdates: [], rdates: [] },
    ...rest,
  };
}

const NINE = { due_at: "2026-11-23T08:00:00.000Z", time_zone: "Europe/Berlin" };

describe("from the schedule", () => {
  test.each([
    ["in time", "2026-11-23T07:00:00Z", "2026-11-24", 0],
    ["on a later day, before that day's", "2026-11-25T07:59:59Z", "2026-11-24", 0],
    ["days late", "2026-11-28T09:00:00Z", "2026-11-28", 4],
    ["a month late", "2026-12-23T07:00:00Z", "2026-12-22", 28],
  ])(
    "one that is done %s is followed by the latest that has gone by, or the next",
    (_, closedAt, date, missed) => {
      const next = nextOccurrence(task({ ...NINE, rrule: "FREQ=DAILY" }), closedAt);
      expect(next).toEqual({
        due_at: `${date}T08:00:00.000Z`,
        due_date: null,
        occurrence: `${date}T09:00:00`,
        number: 2,
        missed,
      });
    },
  );

  test("what is due on a date is compared by the day in its zone", () => {
    const given = task({ due_date: "2026-11-23", time_zone: "Asia/Tokyo", rrule: "FREQ=DAILY" });
    // It is the 25th in Tokyo.
    expect(nextOccurrence(given, "2026-11-24T20:00:00Z")).toMatchObject({
      due_date: "2026-11-25",
      missed: 1,
    });
  });

  test("years of missed ones are counted", () => {
    const given = task({ due_date: "2022-01-01", rrule: "FREQ=DAILY" });
    expect(nextOccurrence(given, "2026-11-23T12:00:00Z")).toMatchObject({
      due_date: "2026-11-23",
      missed: 1786,
    });
  });

  test("a thousand years of them are followed by the latest all the same, and not counted to the end", () => {
    const daily = task({ due_date: "1000-01-01", rrule: "FREQ=DAILY" });
    expect(nextOccurrence(daily, "2026-11-23T12:00:00Z")).toMatchObject({
      due_date: "2026-11-23",
      missed: 2000,
    });
    const weekly = task({ due_date: "1000-01-01", rrule: "FREQ=WEEKLY;BYDAY=MO,FR" });
    expect(nextOccurrence(weekly, "2026-11-22T12:00:00Z")).toMatchObject({
      due_date: "2026-11-20",
      missed: 2000,
    });
  });

  test("counts from the start of the series, not from the task", () => {
    const series = { start: "2026-11-02", occurrence: "2026-11-16", number: 2 };
    const given = task({ due_date: "2026-11-18", series, rrule: "FREQ=WEEKLY;INTERVAL=2" });
    expect(nextOccurrence(given, "2026-11-18T12:00:00Z")).toMatchObject({
      due_date: "2026-11-30",
      number: 3,
    });
  });

  test("ends by COUNT, UNTIL and exceptions", () => {
    const until = task({ due_date: "2026-11-23", rrule: "FREQ=DAILY;UNTIL=20261123" });
    expect(nextOccurrence(until, "2026-11-23T12:00:00Z")).toBeNull();
    const series = { start: "2026-11-22", occurrence: "2026-11-23", number: 2 };
    const counted = task({ due_date: "2026-11-23", series, rrule: "FREQ=DAILY;COUNT=2" });
    expect(nextOccurrence(counted, "2026-11-23T12:00:00Z")).toBeNull();
    const recurrence = {
      rrule: "FREQ=DAILY;COUNT=2",
      mode: "schedule" as const,
      exdates: ["2026-11-24"],
      rdates: [],
    };
    const excepted = { ...task({ due_date: "2026-11-23", rrule: "" }), recurrence };
    expect(nextOccurrence(excepted, "2026-11-23T12:00:00Z")).toBeNull();
  });
});

describe("from completion", () => {
  test.each([
    ["FREQ=DAILY;INTERVAL=10", "2026-11-25T12:00:00Z", "2026-12-05T08:00:00.000Z"],
    ["FREQ=DAILY;INTERVAL=10", "2026-11-20T12:00:00Z", "2026-11-30T08:00:00.000Z"],
    ["FREQ=WEEKLY;BYDAY=MO", "2026-11-23T12:00:00Z", "2026-11-30T08:00:00.000Z"],
    ["FREQ=MONTHLY", "2026-12-05T23:30:00Z", "2027-01-06T08:00:00.000Z"],
    ["FREQ=DAILY;BYHOUR=9,17", "2026-11-23T12:00:00Z", "2026-11-23T16:00:00.000Z"],
  ])("%s, done at %s, is due at %s", (rrule, closedAt, due_at) => {
    const given = task({ ...NINE, rrule, mode: "completion" });
    expect(nextOccurrence(given, closedAt)).toMatchObject({ due_at, missed: 0 });
  });

  test("COUNT counts the tasks that were made", () => {
    const series = { start: "2026-11-01", occurrence: "2026-11-23", number: 3 };
    const given = { due_date: "2026-11-23", series, mode: "completion" as const };
    expect(
      nextOccurrence(task({ ...given, rrule: "FREQ=DAILY;COUNT=3" }), "2026-11-23T12:00:00Z"),
    ).toBeNull();
    expect(
      nextOccurrence(task({ ...given, rrule: "FREQ=DAILY;COUNT=4" }), "2026-11-23T12:00:00Z"),
    ).not.toBeNull();
  });
});

test("what doesn't recur, or is never due, has no next", () => {
  expect(nextOccurrence({ ...task({ rrule: "" }), recurrence: null }, "2026-11-23T12:00:00Z")).toBeNull();
  expect(nextOccurrence(task({ rrule: "FREQ=DAILY" }), "2026-11-23T12:00:00Z")).toBeNull();
});

describe("what will follow", () => {
  test("goes on from the task, in both modes", () => {
    const days = (mode: "schedule" | "completion") =>
      upcoming(task({ due_date: "2026-11-23", rrule: "FREQ=DAILY;INTERVAL=3;COUNT=4", mode }), 10).map(
        (each) => ("date" in each ? each.date : each.local),
      );
    expect(days("schedule")).toEqual(["2026-11-26", "2026-11-29", "2026-12-02"]);
    expect(days("completion")).toEqual(["2026-11-26", "2026-11-29", "2026-12-02"]);
  });

  test("marks where daylight saving changes", () => {
    const found = upcoming(
      task({ due_at: "2027-03-27T08:00:00Z", time_zone: "Europe/Berlin", rrule: "FREQ=DAILY" }),
      2,
    );
    expect(found).toMatchObject([
      { offsetChanged: true, at: "2027-03-28T07:00:00Z" },
      { offsetChanged: false },
    ]);
  });
});

test("a distance by the clock stays over a change of daylight saving", () => {
  const at = shifted("2027-03-26T17:00:00Z", "2027-03-27T09:00:00", "2027-03-29T09:00:00", "Europe/Berlin");
  expect(at).toBe("2027-03-28T16:00:00.000Z");
});
