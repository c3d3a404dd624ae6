import { normaliseRecur, RecurError } from "@punctual/schedule/recur";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe("normaliseRecur", () => {
  test.each([
    ["FREQ=DAILY", "FREQ=DAILY"],
    ["rrule:freq=weekly;byday=mo,we", "FREQ=WEEKLY;BYDAY=MO,WE"],
    ["FREQ=MONTHLY;BYDAY=-1FR;COUNT=10", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=10"],
    ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;WKST=SU", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;WKST=SU"],
    ["FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1"],
    ["FREQ=DAILY;UNTIL=20271231T225959Z", "FREQ=DAILY;UNTIL=20271231T225959Z"],
  ])("%s", (given, normal) => {
    expect(normaliseRecur(given)).toBe(normal);
  });

  test.each([
    ["", /is no part of a rule/],
    ["every day", /is no part of a rule/],
    ["BYDAY=MO", /FREQ is missing/],
    ["FREQ=HOURLY", /more than once a day/],
    ["FREQ=FORTNIGHTLY", /DAILY, WEEKLY, MONTHLY, YEARLY/],
    ["FREQ=DAILY;INTERVAL=0", /INTERVAL=0 must be a whole number/],
    ["FREQ=DAILY;COUNT=-1", /COUNT=-1/],
    ["FREQ=DAILY;COUNT=2;UNTIL=20271231", /not both/],
    ["FREQ=DAILY;FREQ=WEEKLY", /twice/],
    ["FREQ=WEEKLY;BYDAY=MONDAY", /weekdays such as/],
    ["FREQ=WEEKLY;BYDAY=1MO", /BYDAY with a number/],
    ["FREQ=WEEKLY;BYMONTHDAY=1", /doesn't go with FREQ=WEEKLY/],
    ["FREQ=MONTHLY;BYMONTHDAY=32", /±1 to 31/],
    ["FREQ=MONTHLY;BYYEARDAY=1", /needs YEARLY/],
    ["FREQ=DAILY;BYSETPOS=1", /needs another BY part/],
    ["FREQ=DAILY;BYEASTER=1", /BYEASTER is unknown/],
    ["FREQ=DAILY;TOSTRING=1", /TOSTRING is unknown/],
    ["FREQ=DAILY;UNTIL=tomorrow", /UNTIL=TOMORROW must be/],
    [`FREQ=DAILY;${"X".repeat(1000)}`, /at most 1000/],
  ])("%j is refused", (given, advice) => {
    expect(() => normaliseRecur(given)).toThrow(advice);
  });

  test("refuses in no other way, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        try {
          normaliseRecur(`FREQ=DAILY;${text}`);
        } catch (error) {
          expect(error).toBeInstanceOf(RecurError);
        }
      }),
    );
  });
});
