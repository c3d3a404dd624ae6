import { preview } from "@punctual/schedule/expand/series";
import { parseRule } from "@punctual/schedule/rule/parse";
import { describe, expect, test } from "vitest";
import { EXAMPLES, SUB_DAILY } from "./rfc5545.examples.ts";
import { instants, onDates, onWalls, written } from "./support.ts";

const ZONE = "America/New_York";
const DAY = 24 * 60 * 60 * 1000;

/** `1997 09-02 09-04..09-06` written out. */
function daysOf(listed: string): string[] {
  let year = "";
  return listed.split(" ").flatMap((part) => {
    if (part.length === 4) {
      year = part;
      return [];
    }
    const [first, last = first] = part.split("..").map((day) => Date.parse(`${year}-${day}`));
    if (first === undefined || last === undefined) throw new Error(`no days: ${part}`);
    const length = (last - first) / DAY + 1;
    return Array.from({ length }, (_, at) => new Date(first + at * DAY).toISOString().slice(0, 10));
  });
}

describe("the examples of RFC 5545 section 3.8.5.3", () => {
  test.each(EXAMPLES)("$name: $rule", ({ rule, start, exdates = [], days, goesOn }) => {
    const expected = daysOf(days);
    const series = onWalls(rule, `${start}T09:00:00`, ZONE, { exdates });
    const more = preview(series, expected.length + 1);
    expect(written(more.slice(0, expected.length))).toEqual(expected.map((day) => `${day}T09:00:00`));
    expect(more.length > expected.length).toBe(goesOn === true);
  });

  // In a series of dates an UNTIL in UTC means its day, which those at midnight here then have.
  test.each(EXAMPLES.filter(({ rule }) => !rule.includes("UNTIL")))(
    "$name, as dates",
    ({ rule, start, exdates = [], days }) => {
      const expected = daysOf(days);
      expect(written(preview(onDates(rule, start, { exdates }), expected.length))).toEqual(expected);
    },
  );

  test("nine in the morning is another instant once daylight saving has ended", () => {
    const series = onWalls("FREQ=WEEKLY;COUNT=10", "1997-09-02T09:00:00", ZONE);
    const found = preview(series, 10);
    expect(instants(found)).toEqual([
      "1997-09-02T13:00:00Z",
      "1997-09-09T13:00:00Z",
      "1997-09-16T13:00:00Z",
      "1997-09-23T13:00:00Z",
      "1997-09-30T13:00:00Z",
      "1997-10-07T13:00:00Z",
      "1997-10-14T13:00:00Z",
      "1997-10-21T13:00:00Z",
      "1997-10-28T14:00:00Z",
      "1997-11-04T14:00:00Z",
    ]);
    expect(found.map((each) => each.kind === "wall" && each.offsetChanged).indexOf(true)).toBe(8);
  });

  test("every 20 minutes from 9:00 AM to 4:40 PM every day", () => {
    const rule = "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40";
    const times = [9, 10, 11, 12, 13, 14, 15, 16].flatMap((hour) =>
      ["00", "20", "40"].map((minute) => `${String(hour).padStart(2, "0")}:${minute}:00`),
    );
    const expected = ["1997-09-02", "1997-09-03"].flatMap((day) => times.map((time) => `${day}T${time}`));
    expect(written(preview(onWalls(rule, "1997-09-02T09:00:00", ZONE), 48))).toEqual(expected);
  });

  test.each(SUB_DAILY)("%s is refused: it says with its frequency what BYHOUR says", (rule) => {
    expect(() => parseRule(rule)).toThrow(/comes more than once a day; the most often is DAILY, with BYHOUR/);
  });
});
