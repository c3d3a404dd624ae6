import { normaliseRecur } from "@punctual/schedule/recur";
import { RecurError } from "@punctual/schedule/rule/error";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe("normaliseRecur", () => {
  test.each([
    ["FREQ=DAILY", "FREQ=DAILY"],
    ["rrule:freq=weekly;byday=mo,we", "FREQ=WEEKLY;BYDAY=MO,WE"],
    ["FREQ=MONTHLY;BYDAY=-1FR;COUNT=10", "FREQ=MONTHLY;COUNT=10;BYDAY=-1FR"],
    ["WKST=MO;BYDAY=WE,MO,MO;INTERVAL=1;FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE"],
    ["FREQ=MONTHLY;BYMONTHDAY=-1,15,+1", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"],
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
    ["FREQ=DAILY;UNTIL=20270230", /UNTIL=20270230 must be a day or moment that there is/],
    ["FREQ=DAILY;UNTIL=20270228T250000Z", /UNTIL=20270228T250000Z must be/],
    ["FREQ=DAILY;BYSECOND=60", /leap second/],
    ["FREQ=MONTHLY;BYDAY=6MO", /at most 5 of a weekday/],
    [
      "FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,2,4,6,8,10,12,14,16,18,20,22,24,26,28,30,32,34,36,38",
      /at most 96/,
    ],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", /never comes about/],
    ["FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=31", /never comes about/],
    ["FREQ=YEARLY;BYYEARDAY=1;BYMONTH=2", /never come together/],
    ["FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9", /further out than the 5/],
    ["FREQ=YEARLY;BYDAY=MO,TU;BYSETPOS=300", /further out than the 1\d\d/],
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
