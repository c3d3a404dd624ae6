import { expect, test } from "vitest";
import { remindAt } from "../../src/reminder/instant.ts";

const DUE = { due_at: "2027-03-28T07:00:00.000Z", due_date: null, start_at: null };

test.each([
  // On 28 March 2027 Berlin's clocks go from 2:00 to 3:00; on 31 October from 3:00 to 2:00.
  ["exact hours", { before: "PT30M", of: "due" }, DUE, "Europe/Berlin", "2027-03-28T06:30:00.000Z"],
  [
    "a day on the wall over the gap",
    { before: "P1D", of: "due" },
    DUE,
    "Europe/Berlin",
    "2027-03-27T08:00:00.000Z",
  ],
  ["24 hours are exact", { before: "PT24H", of: "due" }, DUE, "Europe/Berlin", "2027-03-27T07:00:00.000Z"],
  [
    "a week, a day and an hour",
    { before: "P1W", of: "due" },
    DUE,
    "Europe/Berlin",
    "2027-03-21T08:00:00.000Z",
  ],
  ["days, then hours", { before: "P1DT2H", of: "due" }, DUE, "Europe/Berlin", "2027-03-27T06:00:00.000Z"],
  [
    "at a time of the day before",
    { before: "P1D", of: "due", time: "18:30" },
    DUE,
    "Europe/Berlin",
    "2027-03-27T17:30:00.000Z",
  ],
  [
    "at a time of the same day",
    { before: "P0D", of: "due", time: "08:00" },
    DUE,
    "Europe/Berlin",
    "2027-03-28T06:00:00.000Z",
  ],
  [
    "at a time that the gap leaves out",
    { before: "P0D", of: "due", time: "02:30" },
    DUE,
    "Europe/Berlin",
    "2027-03-28T01:30:00.000Z",
  ],
  [
    "at a time that comes twice, the first",
    { before: "P0D", of: "due", time: "02:30" },
    { ...DUE, due_at: "2027-10-31T12:00:00.000Z" },
    "Europe/Berlin",
    "2027-10-31T00:30:00.000Z",
  ],
  [
    "half an hour of daylight saving",
    { before: "P1D", of: "due" },
    { ...DUE, due_at: "2027-04-04T00:00:00.000Z" },
    "Australia/Lord_Howe",
    "2027-04-02T23:30:00.000Z",
  ],
  [
    "a plain date counts from the morning",
    { before: "PT30M", of: "due" },
    { due_at: null, due_date: "2027-07-01", start_at: null },
    "America/New_York",
    "2027-07-01T12:30:00.000Z",
  ],
  [
    "a day before a plain date",
    { before: "P1D", of: "due", time: "09:00" },
    { due_at: null, due_date: "2027-07-01", start_at: null },
    "Asia/Kathmandu",
    "2027-06-30T03:15:00.000Z",
  ],
  [
    "before the start",
    { before: "PT15M", of: "start" },
    { ...DUE, start_at: "2027-03-27T10:00:00.000Z" },
    "UTC",
    "2027-03-27T09:45:00.000Z",
  ],
  [
    "seconds of the due time stay",
    { before: "PT1M", of: "due" },
    { ...DUE, due_at: "2027-03-28T07:00:12.345Z" },
    "UTC",
    "2027-03-28T06:59:12.345Z",
  ],
  ["at an instant", { at: "2027-01-01T00:00:00.000Z" }, DUE, "UTC", "2027-01-01T00:00:00.000Z"],
] as const)("%s", (_, reminder, task, zone, at) => {
  expect(remindAt(reminder, task, zone)).toBe(at);
});

test.each([
  ["nothing is due", { before: "PT30M", of: "due" }, { due_at: null, due_date: null, start_at: null }],
  ["nothing starts", { before: "PT30M", of: "start" }, DUE],
  [
    "it would be before the year 1",
    { before: "P1D", of: "due" },
    { ...DUE, due_at: "0001-01-01T05:00:00.000Z" },
  ],
] as const)("there is none where %s", (_, reminder, task) => {
  expect(remindAt(reminder, task, "UTC")).toBeUndefined();
});
