import { parseRule } from "@punctual/schedule/rule/parse";
import { printRule } from "@punctual/schedule/rule/print";
import type { Rule, Until } from "@punctual/schedule/rule/rule";
import { FREQUENCIES, WEEKDAYS } from "@punctual/schedule/rule/rule";
import { describeRule } from "@punctual/schedule/text/describe";
import { TextError } from "@punctual/schedule/text/error";
import { fromText } from "@punctual/schedule/text/from-text";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const NOW = { now: "2026-11-23T10:00:00" };

describe("describeRule", () => {
  test.each([
    [
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20270630",
      "every 2 weeks on Monday and Wednesday until 30 June 2027",
    ],
    ["FREQ=MONTHLY;BYDAY=2TU", "the 2nd Tuesday of every month"],
    ["FREQ=MONTHLY;BYMONTHDAY=-1", "the last day of every month"],
    ["FREQ=MONTHLY;BYMONTHDAY=11,12,13,22", "the 11th, 12th, 13th and 22nd of every month"],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "the last workday of every month"],
    ["FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "every 4 years on 29 February"],
    ["FREQ=DAILY;BYHOUR=9,17", "every day at 09:00 and 17:00"],
    ["FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30", "every day at 09:00, 09:30, 17:00 and 17:30"],
    ["FREQ=MONTHLY;BYDAY=1MO,3WE", "the 1st Monday and 3rd Wednesday of every month"],
    ["FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1,-3", "every 2 months on the last and 3rd last day"],
    ["FREQ=WEEKLY;BYMONTH=6;BYDAY=MO", "every Monday in June"],
    ["FREQ=YEARLY;BYMONTH=9;BYDAY=1MO", "every year on the 1st Monday of September"],
    ["FREQ=DAILY;COUNT=5", "every day for 5 times"],
  ])("%s: %s", (rule, text) => {
    expect(describeRule(parseRule(rule))).toEqual({ text, exact: true });
  });

  test("says the mode and the time that a rule doesn't have", () => {
    const words = describeRule(parseRule("FREQ=DAILY;INTERVAL=10"), { mode: "completion", time: "08:30" });
    expect(words).toEqual({ text: "every 10 days at 08:30 after completion", exact: true });
  });

  test("says so where words can't say it", () => {
    const rule = "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO";
    expect(describeRule(parseRule(rule))).toEqual({ text: `every year, by the rule ${rule}`, exact: false });
  });
});

const days = fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { maxLength: 3 });
const until: fc.Arbitrary<Until> = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-01-01"), noInvalidDate: true })
  .map((date) => ({ kind: "date", date: date.toISOString().slice(0, 10) }));
const end = fc.oneof(
  fc.constant({}),
  fc.record({ count: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ until }),
);
const some = (min: number, max: number, maxLength: number) =>
  fc.uniqueArray(
    fc.integer({ min, max }).filter((value) => value !== 0),
    { maxLength },
  );

/** Rules of all shapes, also such as words can't say. */
const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    frequency: fc.constantFrom(...FREQUENCIES),
    interval: fc.integer({ min: 1, max: 12 }),
    byMonth: some(1, 12, 2),
    byMonthDay: some(-3, 31, 2),
    byDay: fc
      .tuple(days, fc.constantFrom(undefined, 1, 2, -1))
      .map(([weekdays, nth]) =>
        weekdays.map((weekday) => (nth === undefined ? { weekday } : { weekday, nth })),
      ),
    byHour: fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 3 }),
    bySetPos: some(-1, 1, 1),
    end,
  })
  .map(({ end, ...parts }) => ({
    ...{ byWeekNo: [], byYearDay: [], byMinute: [], bySecond: [], weekStart: "MO" as const },
    ...parts,
    ...end,
  }));

/** What people set: one way to choose days, as a rule. */
const usualRule: fc.Arbitrary<Rule> = fc
  .tuple(
    fc.constantFrom(
      ...["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
      ...[
        "FREQ=WEEKLY;BYDAY=SU",
        "FREQ=WEEKLY;BYDAY=MO,TH",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
      ],
      ...[
        "FREQ=MONTHLY;BYDAY=3WE",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
      ],
      ...["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", "FREQ=DAILY;BYHOUR=9,17"],
    ),
    fc.integer({ min: 1, max: 40 }),
    end,
  )
  .map(([text, interval, ends]) => ({ ...parseRule(text), interval, ...ends }));

test("it says exactly what people set", () => {
  fc.assert(
    fc.property(usualRule, (rule) => {
      expect(describeRule(rule)).toMatchObject({ exact: true });
    }),
    { numRuns: 500 },
  );
});

test("what describeRule says exactly, fromText gives back", () => {
  let exact = 0;
  fc.assert(
    fc.property(
      fc.oneof(anyRule, usualRule),
      fc.constantFrom("schedule" as const, "completion" as const),
      (rule, mode) => {
        const said = describeRule(rule, { mode });
        if (!said.exact) return;
        exact += 1;
        const back = fromText(said.text, NOW);
        expect(printRule(back.rule)).toBe(printRule(rule));
        expect(back.mode).toBe(mode);
      },
    ),
    { numRuns: 2000 },
  );
  expect(exact).toBeGreaterThan(200);
});

test("fromText refuses in no other way than by a TextError, whatever the text", () => {
  const word = fc.constantFrom(
    ...[
      "every",
      "each",
      "other",
      "2nd",
      "last",
      "3",
      "day",
      "week",
      "month",
      "mon",
      "fri",
      "jan",
      "at",
      "9",
      "until",
    ],
    ...[
      "starting",
      "for",
      "times",
      "and",
      ",",
      "after",
      "completion",
      "!",
      "8:30",
      "december 9999",
      "in 99999 years",
      "999",
      "years",
      "0000",
      "once a",
      "evening",
      "mon-fri",
      "1 feb",
      "on",
      "the",
      "of",
    ],
  );
  const texts = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.array(word, { maxLength: 9 }).map((words) => words.join(" ")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        expect(printRule(parseRule(printRule(fromText(text, NOW).rule)))).toMatch(/^FREQ=/);
      } catch (error) {
        expect(error).toBeInstanceOf(TextError);
      }
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ["every monday whenever", "whenever"],
  ["every day at 25:00", "at 25:00"],
  ["every 1000 days", "1000 days"],
  ["every 2.5 days", "2.5 days"],
  ["every day until christmas", "christmas"],
  ["  every monday , nearly", "nearly"],
])("of %s the words %s are named, with where they are", (text, words) => {
  let thrown: unknown;
  try {
    fromText(text, NOW);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(TextError);
  const { start, end, message } = thrown as TextError;
  expect(text.slice(start, end)).toBe(words);
  expect(message).toContain(`"${words}"`);
});
