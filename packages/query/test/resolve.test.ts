import { parseQuery } from "@punctual/query/parse";
import { resolve } from "@punctual/query/resolve";
import type { Resolved, TimeRange } from "@punctual/query/resolved";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

/** Monday, 23 November 2026, 23:30 in Berlin. */
const NOW = Date.parse("2026-11-23T22:30:00Z");

function resolved(text: string, timeZone = "Europe/Berlin", now = NOW): Resolved {
  return resolve(parseQuery(text), { now, timeZone });
}

/** The one stretch of time that the query asks for. */
function stretch(text: string, timeZone?: string, now?: number): TimeRange {
  const query = resolved(text, timeZone, now);
  const only = query.kind === "times" ? query.anyOf[0] : undefined;
  if (only === undefined) throw new Error(`${text} is no stretch of time`);
  return only;
}

/** First and last day of a stretch. */
function daysOf(text: string, timeZone?: string, now?: number): [string | null, string | null] {
  const { fromDay, beforeDay } = stretch(text, timeZone, now);
  return [fromDay, beforeDay];
}

describe.each(["UTC", "America/New_York", "Pacific/Apia"])("with the process in %s", (processZone) => {
  const before = process.env.TZ;
  beforeEach(() => {
    process.env.TZ = processZone;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  test.each([
    ["UTC", "2026-11-23T00:00:00.000Z", "2026-11-24T00:00:00.000Z", "2026-11-23"],
    ["Europe/Berlin", "2026-11-22T23:00:00.000Z", "2026-11-23T23:00:00.000Z", "2026-11-23"],
    ["Asia/Tokyo", "2026-11-23T15:00:00.000Z", "2026-11-24T15:00:00.000Z", "2026-11-24"],
    ["America/New_York", "2026-11-23T05:00:00.000Z", "2026-11-24T05:00:00.000Z", "2026-11-23"],
    ["Pacific/Kiritimati", "2026-11-23T10:00:00.000Z", "2026-11-24T10:00:00.000Z", "2026-11-24"],
  ])("today is the caller's day in %s", (zone, from, until, day) => {
    expect(stretch("due:today", zone)).toMatchObject({ from, before: until, fromDay: day });
  });
});

describe("days", () => {
  test.each([
    ["due:today", "2026-11-23", "2026-11-24"],
    ["due:tomorrow", "2026-11-24", "2026-11-25"],
    ["due:yesterday", "2026-11-22", "2026-11-23"],
    ["due:monday", "2026-11-23", "2026-11-24"],
    ["due:sunday", "2026-11-29", "2026-11-30"],
    ["due:mon+1w", "2026-11-30", "2026-12-01"],
    ["due:sow", "2026-11-23", "2026-11-24"],
    ["due:eow", "2026-11-29", "2026-11-30"],
    ["due:som", "2026-11-01", "2026-11-02"],
    ["due:eom", "2026-11-30", "2026-12-01"],
    ["due:eom-1d", "2026-11-29", "2026-11-30"],
    ["due:soy", "2026-01-01", "2026-01-02"],
    ["due:eoy", "2026-12-31", "2027-01-01"],
    ["due:+2w", "2026-12-07", "2026-12-08"],
    ["due:-3d", "2026-11-20", "2026-11-21"],
    ["due:+1m", "2026-12-23", "2026-12-24"],
    ["due:+1y", "2027-11-23", "2027-11-24"],
    ["due:+1m+1d", "2026-12-24", "2026-12-25"],
    ["due:2026-11-30+3m", "2027-02-28", "2027-03-01"],
    ["due:2026-11-23", "2026-11-23", "2026-11-24"],
    ["due:2026-11", "2026-11-01", "2026-12-01"],
    ["due:2026", "2026-01-01", "2027-01-01"],
    ["due:9999", "9999-01-01", "infinity"],
    ["due<today", null, "2026-11-23"],
    ["due<=2026-11-23", null, "2026-11-24"],
    ["due>2026-11", "2026-12-01", null],
    ["due>=2026-11", "2026-11-01", null],
    ["due:today..eow", "2026-11-23", "2026-11-30"],
    ["due:2026-10..2026-11", "2026-10-01", "2026-12-01"],
    ["due:..tomorrow", null, "2026-11-25"],
    ["due:friday..", "2026-11-27", null],
    ["is:today", "2026-11-23", "2026-11-24"],
    ["is:upcoming", "2026-11-24", null],
  ])("%s is from %s to before %s", (text, from, until) => {
    expect(daysOf(text)).toEqual([from, until]);
  });

  test("a weekday is the coming one, today included", () => {
    const sunday = Date.parse("2026-11-29T12:00:00Z");
    expect(daysOf("due:sunday", "UTC", sunday)[0]).toBe("2026-11-29");
    expect(daysOf("due:saturday", "UTC", sunday)[0]).toBe("2026-12-05");
    expect(daysOf("due:eow", "UTC", sunday)[0]).toBe("2026-11-29");
  });

  test("a day of changing clocks has its own length", () => {
    expect(stretch("due:2026-03-29")).toMatchObject({
      from: "2026-03-28T23:00:00.000Z",
      before: "2026-03-29T22:00:00.000Z",
    });
  });

  test("a day that begins late begins then", () => {
    // At midnight of 6 September 2026, clocks in Santiago go forward to one o'clock.
    expect(stretch("due:2026-09-06", "America/Santiago").from).toBe("2026-09-06T04:00:00.000Z");
  });
});

describe("moments", () => {
  test.each([
    ["due<now", "2026-11-23T22:30:00.000Z"],
    ["due<+4h", "2026-11-24T02:30:00.000Z"],
    ["due<now-30min", "2026-11-23T22:00:00.000Z"],
    ["due<today+9h", "2026-11-23T08:00:00.000Z"],
    ["due<2026-11-23T09:00:00+01:00", "2026-11-23T08:00:00.000Z"],
    ["due<2026-11-23T09:00", "2026-11-23T08:00:00.000Z"],
    // In the gap, forward by the gap; of two, the first.
    ["due<2026-03-29T02:30", "2026-03-29T01:30:00.000Z"],
    ["due<2026-10-25T02:30", "2026-10-25T00:30:00.000Z"],
    // A day later at the same time, though that day has 25 hours.
    ["due<2026-10-24T12:00+1d", "2026-10-25T11:00:00.000Z"],
    ["due<2026-10-24T12:00+24h", "2026-10-25T10:00:00.000Z"],
  ])("%s is before %s", (text, before) => {
    expect(stretch(text)).toMatchObject({ from: null, before });
  });

  test("what is due on a day is due at its end, for whoever compares with a moment", () => {
    expect(stretch("due<now").beforeDay).toBe("2026-11-23");
    expect(stretch("due<=now").beforeDay).toBe("2026-11-23");
    expect(stretch("due>now").fromDay).toBe("2026-11-23");
    expect(stretch("due<2026-11-23T23:30:00Z").beforeDay).toBe("2026-11-24");
  });

  test("a moment is one of milliseconds, and no whole day", () => {
    expect(stretch("due:2026-11-23T22:30:00Z")).toEqual({
      from: "2026-11-23T22:30:00.000Z",
      before: "2026-11-23T22:30:00.001Z",
      fromDay: "2026-11-23",
      beforeDay: "2026-11-23",
    });
  });
});

describe("what it stands for", () => {
  test.each([
    ["is:overdue", "status:open due<now"],
    ["is:done", "status:done"],
    ["is:open,done", "status:open OR status:done"],
    ["-status:open", "status:done"],
    ["is:subtask", "has:parent"],
    ["is:recurring", "has:recurrence"],
    ["no:due", "-has:due"],
    ["-no:due", "has:due"],
    ["no:due,start", "no:due OR no:start"],
  ])("%s is %s", (text, same) => {
    expect(resolved(text)).toEqual(resolved(same));
  });

  test.each([
    ["priority>=high", { from: 3, to: null }],
    ["priority<high", { from: null, to: 2 }],
    ["priority:low..high", { from: 1, to: 3 }],
    ["priority:none", { from: 0, to: 0 }],
    ["estimate<=1h", { from: null, to: 60 }],
    ["estimate>30m", { from: 31, to: null }],
    ["id:12", { from: 12, to: 12 }],
    ["parent:none", "none"],
  ])("%s is the range %o", (text, range) => {
    expect(resolved(text)).toMatchObject({ kind: "numbers", anyOf: [range] });
  });
});

test.each(["due<today+9999y+9999y", "due:0001", "created>today-3000y", "due<now-99999w-99999w"])(
  "%s is refused",
  (text) => {
    expect(() => resolved(text)).toThrow(/^Column \d+: This date lies outside the calendar/);
  },
);
