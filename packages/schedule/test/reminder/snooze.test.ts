import { expect, test } from "vitest";
import { snoozedUntil } from "../../src/reminder/snooze.ts";

test.each([
  ["ten minutes", { for: "PT10M" }, "2027-03-27T12:00:00.000Z", "2027-03-27T12:10:00.000Z"],
  ["a day on the wall over the gap", { for: "P1D" }, "2027-03-27T08:00:00.000Z", "2027-03-28T07:00:00.000Z"],
  ["until", { until: "2027-05-01T00:00:00.000Z" }, "2027-03-27T12:00:00.000Z", "2027-05-01T00:00:00.000Z"],
  ["tonight", { to: "tonight" }, "2027-03-27T12:00:00.000Z", "2027-03-27T19:00:00.000Z"],
  [
    "tonight, when it is that late",
    { to: "tonight" },
    "2027-03-27T19:00:00.000Z",
    "2027-03-27T20:00:00.000Z",
  ],
  [
    "tomorrow morning over the gap",
    { to: "tomorrow_morning" },
    "2027-03-27T12:00:00.000Z",
    "2027-03-28T07:00:00.000Z",
  ],
  [
    "tomorrow is by the clock on the wall",
    { to: "tomorrow_morning" },
    "2027-06-27T23:00:00.000Z",
    "2027-06-29T07:00:00.000Z",
  ],
] as const)("%s", (_, choice, now, until) => {
  expect(snoozedUntil(choice, now, "Europe/Berlin")).toBe(until);
});
