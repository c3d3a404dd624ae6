import { type Occurrence, preview } from "@punctual/schedule/expand/series";
import { parseRule } from "@punctual/schedule/rule/parse";
import { offsetAt, toInstant, toWall } from "@punctual/schedule/zone/wall";
import { describe, expect, test } from "vitest";

/** The first occurrences as `wall time = instant`, with a mark where the offset changed. */
function expand(rule: string, local: string, timeZone: string, count: number): string[] {
  const series = {
    rule: parseRule(rule),
    start: { kind: "wall" as const, local, timeZone },
    exdates: [],
    rdates: [],
  };
  return preview(series, count).map((each: Occurrence) =>
    each.kind === "wall" ? `${each.local} = ${each.at}${each.offsetChanged ? " *" : ""}` : each.date,
  );
}

describe("an hour that is left out moves forward by as much, and of one that comes twice the first is taken:", () => {
  test("America/New_York", () => {
    expect(expand("FREQ=DAILY", "2026-03-07T02:30:00", "America/New_York", 3)).toEqual([
      "2026-03-07T02:30:00 = 2026-03-07T07:30:00Z",
      "2026-03-08T03:30:00 = 2026-03-08T07:30:00Z *",
      "2026-03-09T02:30:00 = 2026-03-09T06:30:00Z",
    ]);
    expect(expand("FREQ=DAILY", "2026-10-31T01:30:00", "America/New_York", 3)).toEqual([
      "2026-10-31T01:30:00 = 2026-10-31T05:30:00Z",
      "2026-11-01T01:30:00 = 2026-11-01T05:30:00Z",
      "2026-11-02T01:30:00 = 2026-11-02T06:30:00Z *",
    ]);
  });

  test("Europe/Dublin, whose daylight saving is in winter and negative", () => {
    expect(expand("FREQ=WEEKLY", "2026-03-22T01:30:00", "Europe/Dublin", 3)).toEqual([
      "2026-03-22T01:30:00 = 2026-03-22T01:30:00Z",
      "2026-03-29T02:30:00 = 2026-03-29T01:30:00Z *",
      "2026-04-05T01:30:00 = 2026-04-05T00:30:00Z",
    ]);
    expect(expand("FREQ=WEEKLY", "2026-10-18T01:30:00", "Europe/Dublin", 3)).toEqual([
      "2026-10-18T01:30:00 = 2026-10-18T00:30:00Z",
      "2026-10-25T01:30:00 = 2026-10-25T00:30:00Z",
      "2026-11-01T01:30:00 = 2026-11-01T01:30:00Z *",
    ]);
  });

  test("Australia/Lord_Howe, by half an hour", () => {
    expect(expand("FREQ=DAILY", "2026-10-03T02:15:00", "Australia/Lord_Howe", 3)).toEqual([
      "2026-10-03T02:15:00 = 2026-10-02T15:45:00Z",
      "2026-10-04T02:45:00 = 2026-10-03T15:45:00Z *",
      "2026-10-05T02:15:00 = 2026-10-04T15:15:00Z",
    ]);
    expect(expand("FREQ=DAILY", "2026-04-04T01:45:00", "Australia/Lord_Howe", 3)).toEqual([
      "2026-04-04T01:45:00 = 2026-04-03T14:45:00Z",
      "2026-04-05T01:45:00 = 2026-04-04T14:45:00Z",
      "2026-04-06T01:45:00 = 2026-04-05T15:15:00Z *",
    ]);
  });

  test("America/Sao_Paulo, at midnight, so that a day began at one", () => {
    expect(expand("FREQ=DAILY", "2018-11-03T00:00:00", "America/Sao_Paulo", 3)).toEqual([
      "2018-11-03T00:00:00 = 2018-11-03T03:00:00Z",
      "2018-11-04T01:00:00 = 2018-11-04T03:00:00Z *",
      "2018-11-05T00:00:00 = 2018-11-05T02:00:00Z",
    ]);
  });

  test("Africa/Casablanca, where it ends for Ramadan", () => {
    expect(expand("FREQ=WEEKLY", "2025-02-16T02:30:00", "Africa/Casablanca", 3)).toEqual([
      "2025-02-16T02:30:00 = 2025-02-16T01:30:00Z",
      "2025-02-23T02:30:00 = 2025-02-23T01:30:00Z",
      "2025-03-02T02:30:00 = 2025-03-02T02:30:00Z *",
    ]);
    expect(expand("FREQ=WEEKLY", "2025-03-30T02:30:00", "Africa/Casablanca", 2)).toEqual([
      "2025-03-30T02:30:00 = 2025-03-30T02:30:00Z",
      "2025-04-06T03:30:00 = 2025-04-06T02:30:00Z *",
    ]);
  });

  test("Pacific/Apia, where the 30th of December 2011 was left out", () => {
    // The whole day is a gap: its occurrence is at the same hour of the next, and one with that.
    expect(expand("FREQ=DAILY", "2011-12-28T09:00:00", "Pacific/Apia", 3)).toEqual([
      "2011-12-28T09:00:00 = 2011-12-28T19:00:00Z",
      "2011-12-29T09:00:00 = 2011-12-29T19:00:00Z",
      "2011-12-31T09:00:00 = 2011-12-30T19:00:00Z *",
    ]);
    expect(expand("FREQ=DAILY", "2011-12-29T09:00:00", "Pacific/Apia", 3).at(-1)).toBe(
      "2012-01-01T09:00:00 = 2011-12-31T19:00:00Z",
    );
  });

  test("Asia/Kathmandu, which is 5 h 45 min ahead and never changes", () => {
    expect(expand("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31T09:00:00", "Asia/Kathmandu", 3)).toEqual([
      "2026-01-31T09:00:00 = 2026-01-31T03:15:00Z",
      "2026-02-28T09:00:00 = 2026-02-28T03:15:00Z",
      "2026-03-31T09:00:00 = 2026-03-31T03:15:00Z",
    ]);
  });
});

describe("UNTIL", () => {
  test("as a date is until that day ends in the series' zone", () => {
    const last = expand("FREQ=DAILY;UNTIL=20270103", "2027-01-01T23:30:00", "America/New_York", 10).at(-1);
    expect(last).toBe("2027-01-03T23:30:00 = 2027-01-04T04:30:00Z");
  });

  test("as an instant is compared as one", () => {
    expect(
      expand("FREQ=DAILY;UNTIL=20270104T043000Z", "2027-01-01T23:30:00", "America/New_York", 10),
    ).toHaveLength(3);
    expect(
      expand("FREQ=DAILY;UNTIL=20270104T042959Z", "2027-01-01T23:30:00", "America/New_York", 10),
    ).toHaveLength(2);
  });

  test("as a wall time is compared by the clock", () => {
    expect(
      expand("FREQ=DAILY;UNTIL=20270103T233000", "2027-01-01T23:30:00", "America/New_York", 10),
    ).toHaveLength(3);
  });
});

test("wall times and instants lead to each other", () => {
  expect(toInstant("2026-07-01T12:00:00", "Asia/Kathmandu")).toBe("2026-07-01T06:15:00Z");
  expect(toWall("2026-07-01T06:15:00.500Z", "Asia/Kathmandu")).toBe("2026-07-01T12:00:00");
  expect(offsetAt("2026-07-01T00:00:00Z", "Australia/Lord_Howe")).toBe(10.5 * 3600);
  expect(() => toInstant("2026-07-01T12:00:00", "Mars/Base")).toThrow(RangeError);
});
