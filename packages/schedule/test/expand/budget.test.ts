import { nextAfter, preview } from "@punctual/schedule/expand/series";
import { normaliseRecur } from "@punctual/schedule/recur";
import { RecurError, type RecurErrorCode } from "@punctual/schedule/rule/error";
import { describe, expect, test } from "vitest";
import { onDates, onWalls, written } from "./support.ts";

function refusal(work: () => unknown): RecurErrorCode | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof RecurError) return error.code;
    throw error;
  }
}

describe("a rule that never comes about is refused when it is set", () => {
  test.each([
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=-30",
    "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=2MO",
    "FREQ=MONTHLY;BYMONTHDAY=10;BYDAY=3SA",
    "FREQ=YEARLY;BYDAY=MO;BYSETPOS=54",
    "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=-3",
    "FREQ=DAILY;BYHOUR=9;BYSETPOS=2",
    "FREQ=YEARLY;BYYEARDAY=100;BYMONTH=1",
    "FREQ=YEARLY;BYWEEKNO=20;BYMONTH=12",
  ])("%s", (rule) => {
    expect(refusal(() => normaliseRecur(rule))).toBe("impossible");
  });
});

describe("one that comes seldom, or that is asked for far from its start, is answered", () => {
  const after = "2026-11-24T00:00:00Z";
  test.each([
    ["FREQ=DAILY", "1990-01-01T09:00:00", "2026-11-24T09:00:00"],
    ["FREQ=DAILY;UNTIL=99991231T235959Z", "1990-01-01T09:00:00", "2026-11-24T09:00:00"],
    ["FREQ=WEEKLY;INTERVAL=53;BYDAY=SU", "1990-01-07T09:00:00", "2027-08-08T09:00:00"],
    ["FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "1990-01-01T09:00:00", "2027-08-13T09:00:00"],
    ["FREQ=DAILY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=29", "2026-03-27T09:00:00", "4816-02-29T09:00:00"],
    ["FREQ=YEARLY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=29", "2026-03-27T09:00:00", "2040-02-29T09:00:00"],
    ["FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "2000-01-01T09:00:00", "2026-12-28T09:00:00"],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", "2000-01-01T09:00:00", "2044-02-29T09:00:00"],
    ["FREQ=DAILY;INTERVAL=999999", "1990-01-01T09:00:00", "4727-11-28T09:00:00"],
    ["FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=260", "2026-01-01T09:00:00", "2026-12-30T09:00:00"],
  ])("%s from %s: %s", (rule, start, next) => {
    expect(nextAfter(onWalls(rule, start, "UTC"), after)).toMatchObject({ local: next });
  });
});

describe("one that has no occurrence from its start ends, rather than being looked for until the year 9999:", () => {
  test.each([
    ["FREQ=MONTHLY;INTERVAL=2;BYMONTH=2", "2026-01-31"],
    ["FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "2027-01-01"],
    ["FREQ=YEARLY;BYMONTH=2", "2026-01-30"],
    ["FREQ=DAILY", "9999-12-31"],
  ])("%s from %s", (rule, start) => {
    expect(nextAfter(onDates(rule, start), start)).toBeNull();
  });
});

describe("one that would take too long is refused with the reason:", () => {
  test.each([
    ["FREQ=DAILY;COUNT=900000000", "1990-01-01", "9000-01-01"],
    ["FREQ=DAILY;INTERVAL=31;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=40", "2026-11-24", "9998-01-01"],
  ])("%s from %s after %s", (rule, start, after) => {
    expect(refusal(() => nextAfter(onDates(rule, start), after))).toBe("too_costly");
  });

  test("ninety-six times on each day of a year", () => {
    const times = "BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE=0,5,10,15,20,25,30,35,40,45,50,55";
    const rule = `FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;${times};BYSETPOS=366`;
    expect(refusal(() => preview(onWalls(rule, "2026-01-01T00:00:00", "UTC"), 1))).toBe("too_costly");
  });
});

test("no occurrence is lost between the windows in which a rule is expanded", () => {
  const days = written(preview(onDates("FREQ=DAILY;INTERVAL=3", "2026-01-01"), 2000));
  expect(days).toEqual(
    Array.from({ length: 2000 }, (_, k) => new Date(Date.UTC(2026, 0, 1 + 3 * k)).toISOString().slice(0, 10)),
  );
  const years = written(preview(onDates("FREQ=YEARLY", "2026-05-05"), 200));
  expect(years).toEqual(Array.from({ length: 200 }, (_, k) => `${2026 + k}-05-05`));
  const weeks = written(preview(onDates("FREQ=WEEKLY;BYDAY=SU;WKST=SU", "2026-01-04"), 500));
  expect(weeks.at(-1)).toBe("2035-07-29");
  const months = written(preview(onDates("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31"), 240));
  expect(months.at(-1)).toBe("2045-12-31");
});
