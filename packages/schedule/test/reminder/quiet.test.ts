import { quietUntil } from "@punctual/schedule/reminder/quiet";
import { expect, test } from "vitest";

const night = { from: "22:00", until: "07:00", time_zone: "Europe/Berlin" };
const noon = { from: "12:00", until: "13:30", time_zone: "Europe/Berlin" };

test.each([
  ["before they begin", night, "2026-11-24T20:59:59Z", undefined],
  ["as they begin", night, "2026-11-24T21:00:00Z", "2026-11-25T06:00:00.000Z"],
  ["after midnight", night, "2026-11-25T02:00:00Z", "2026-11-25T06:00:00.000Z"],
  ["as they end", night, "2026-11-25T06:00:00Z", undefined],
  ["within a day", noon, "2026-11-25T11:15:00Z", "2026-11-25T12:30:00.000Z"],
  ["before those of a day", noon, "2026-11-25T10:59:59Z", undefined],
  ["after those of a day", noon, "2026-11-25T12:30:00Z", undefined],
  ["in the night that is an hour shorter", night, "2026-03-28T21:30:00Z", "2026-03-29T05:00:00.000Z"],
  ["in the night that is an hour longer", night, "2026-10-24T20:30:00Z", "2026-10-25T06:00:00.000Z"],
  ["of no length", { ...night, until: "22:00" }, "2026-11-24T21:00:00Z", undefined],
])("quiet hours %s", (_when, hours, now, end) => {
  expect(quietUntil(hours, now)).toBe(end);
});

test("quiet hours that end within the hour that comes twice are over at its first end", () => {
  const hours = { from: "22:00", until: "02:30", time_zone: "Europe/Berlin" };
  expect(quietUntil(hours, "2026-10-25T00:15:00Z")).toBe("2026-10-25T00:30:00.000Z");
  // 02:15, the second time: the clock says that they are on again, but they have ended.
  expect(quietUntil(hours, "2026-10-25T01:15:00Z")).toBeUndefined();
});
