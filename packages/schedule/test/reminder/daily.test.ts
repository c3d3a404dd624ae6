import { nextAtClock } from "@punctual/schedule/reminder/daily";
import { expect, test } from "vitest";

test.each([
  ["later today", "07:30", "Europe/Berlin", "2026-11-24T06:29:59Z", "2026-11-24T06:30:00.000Z"],
  [
    "tomorrow, once it is that time",
    "07:30",
    "Europe/Berlin",
    "2026-11-24T06:30:00Z",
    "2026-11-25T06:30:00.000Z",
  ],
  ["by the day of that clock", "07:30", "Asia/Tokyo", "2026-11-24T23:00:00Z", "2026-11-25T22:30:00.000Z"],
  [
    "over a change of the clock",
    "07:30",
    "Europe/Berlin",
    "2026-03-28T07:00:00Z",
    "2026-03-29T05:30:00.000Z",
  ],
  [
    "later where the time is left out",
    "02:30",
    "Europe/Berlin",
    "2026-03-28T23:30:00Z",
    "2026-03-29T01:30:00.000Z",
  ],
])("the next time is %s", (_when, time, zone, after, next) => {
  expect(nextAtClock(time, zone, after)).toBe(next);
});
