import { instant, plainDate, timeZone } from "@punctual/contracts/time";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const TIME_ZONES = ["UTC", "America/New_York", "Pacific/Apia"];
const MINUTE_MS = 60_000;

const pad = (value: number) => String(value).padStart(2, "0");

/** Writes an instant as RFC 3339 at an offset, without asking the code under test. */
function writeAt(epochMs: number, offsetMinutes: number): string {
  const local = new Date(epochMs + offsetMinutes * MINUTE_MS).toISOString().slice(0, -1);
  const size = Math.abs(offsetMinutes);
  return `${local}${offsetMinutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

describe.each(TIME_ZONES)("with the process in %s", (zone) => {
  const before = process.env.TZ;
  beforeEach(() => {
    process.env.TZ = zone;
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  test("an instant keeps its moment and comes out in UTC, whatever offset it was written with", () => {
    const moments = fc.integer({ min: Date.parse("0001-01-02"), max: Date.parse("9999-12-30") });
    const offsets = fc.integer({ min: -(23 * 60 + 59), max: 23 * 60 + 59 });
    fc.assert(
      fc.property(moments, offsets, (moment, offset) => {
        expect(instant.parse(writeAt(moment, offset))).toBe(new Date(moment).toISOString());
      }),
    );
  });

  test("an instant that is normal already is left as it is", () => {
    expect(instant.parse("2026-03-29T01:30:00.250Z")).toBe("2026-03-29T01:30:00.250Z");
  });

  test("a plain date is never moved into another day", () => {
    expect(plainDate.parse("2011-12-30")).toBe("2011-12-30");
  });
});

describe("instant", () => {
  test.each([
    ["words", "tomorrow"],
    ["an empty text", ""],
    ["a plain date", "2026-11-23"],
    ["a time without offset", "2026-11-23T09:00:00"],
    ["a day that doesn't exist", "2026-02-30T09:00:00Z"],
    ["an hour that doesn't exist", "2026-11-23T25:00:00Z"],
    ["an offset that doesn't exist", "2026-11-23T09:00:00+24:00"],
    ["a moment before the year 1 in UTC", "0001-01-01T00:00:00+01:00"],
    ["a moment in the year 0", "0000-06-01T00:00:00Z"],
    ["a moment after the year 9999 in UTC", "9999-12-31T23:59:59-01:00"],
    ["a number", 1_700_000_000_000],
    ["null", null],
  ])("refuses %s with a message and never throws", (_what, value) => {
    expect(instant.safeParse(value).success).toBe(false);
  });

  test("says what would be right", () => {
    const message = instant.safeParse("tomorrow").error?.issues[0]?.message;
    expect(message).toBe("must be an RFC 3339 instant with an offset, such as 2026-11-23T09:00:00Z");
  });
});

describe("plainDate", () => {
  test.each(["2026-02-29", "2026-13-01", "2026-1-1", "2026-11-23T00:00:00Z", "0000-01-01", ""])(
    "refuses %j",
    (text) => {
      expect(plainDate.safeParse(text).success).toBe(false);
    },
  );

  test("takes 29 February of a leap year", () => {
    expect(plainDate.parse("2028-02-29")).toBe("2028-02-29");
  });
});

describe("timeZone", () => {
  test.each(["Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC", "Pacific/Apia"])(
    "takes %s",
    (name) => {
      expect(timeZone.parse(name)).toBe(name);
    },
  );

  test.each(["+01:00", "-0330", "+01", "Mars/Olympus_Mons", "", " Europe/Berlin", "Europe/Berlin\0"])(
    "refuses %j",
    (name) => {
      expect(timeZone.safeParse(name).success).toBe(false);
    },
  );
});
