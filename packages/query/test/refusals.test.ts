import { QueryError } from "@punctual/query/error";
import { parseQuery } from "@punctual/query/parse";
import { describe, expect, test } from "vitest";

function refusal(text: string): QueryError {
  try {
    parseQuery(text);
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
  throw new Error(`"${text}" was taken`);
}

describe("the place and the words of a refusal", () => {
  test.each([
    ["prioritty:high", 1, "no field"],
    ["milk https://a.example", 6, "in quotes"],
    ["status:opne", 8, "there are open, done"],
    ["status>open", 7, "write status:value"],
    ["status:open..done", 8, "status has no ranges"],
    ["tag:a..b", 5, "put it in quotes"],
    ["status:o*", 8, "* stands for"],
    ["due:", 5, "A value is missing"],
    ["due: today", 5, "without a space"],
    ["tag:a,", 7, "A value is missing"],
    ["tag:(a b)", 5, "field:a,b"],
    ["due==today", 4, "There is no operator =="],
    ["due=>today", 4, "write >="],
    ["status!=open", 7, "-field:value"],
    ["due<=>today", 6, "two operators"],
    ["due<today,eow", 11, "one value"],
    ["due<today..eow", 5, "one value"],
    ["due:..", 5, "at least one end"],
    ["due:a..b..c", 9, "two ends"],
    ['tag:"a"b', 8, "A space is missing"],
    ["due:2026-02-30", 5, "no date in the calendar"],
    ["due:2026-11+1d", 5, "2026-11-01+1d"],
    ["estimate:long", 10, "no duration"],
    ["estimate:999999h", 10, "100,000 hours"],
    ["id:twelve", 4, "a number such as 12"],
    ["id:none", 4, "a number such as 12."],
    ["parent>none", 8, "parent:none"],
    ["parent:none..3", 8, "no end of a range"],
    ["a OR", 5, "nothing behind"],
    ["OR a", 1, 'write "OR" in quotes'],
    ["a OR OR b", 6, "nothing before OR"],
    ["a AND AND b", 7, "nothing behind"],
    ["a NOT", 6, "nothing behind"],
    ["NOT NOT a", 5, "excluded twice"],
    ["--a", 2, "excluded twice"],
    ["bread - milk", 8, "follows the - at once"],
    ["()", 1, "nothing between these parentheses"],
    ['""', 1, "nothing between these quotes"],
    ["(a (b)", 1, "never closed"],
    ["a) b", 2, "no ( before it"],
    ['a "b', 3, "never closed"],
    ["a\0b", 2, "U+0000"],
    ['"a\0b"', 3, "U+0000"],
  ])("%s: column %i", (text, column, words) => {
    const { column: place, message } = refusal(text);
    expect(message).toContain(words);
    expect(place).toBe(column);
    expect(message.startsWith(`Column ${column}: `)).toBe(true);
  });
});

test.each([
  ["too deep", `${"(".repeat(51)}a${")".repeat(51)}`, 51, "at most 50 deep"],
  ["of too many words", "a ".repeat(101).trim(), 201, "at most 100 words"],
  ["too long", "x".repeat(2_001), 2_001, "at most 2,000 characters"],
])("what is %s is refused", (_what, text, column, words) => {
  const { column: place, message } = refusal(text);
  expect(message).toContain(words);
  expect(place).toBe(column);
});

describe("what was probably meant", () => {
  test.each([
    ["prioritty:high", "priority"],
    ["projct:Home", "project"],
    ["tga:home", "tag"],
    ["priority:hgh", "high"],
    ["is:overdu", "overdue"],
    ["has:reminders,recurence", "recurrence"],
    ["due:tomorow+1d", "tomorrow+1d"],
    ["due:wensday", "wednesday"],
    ["due:yestreday..", "yesterday"],
  ])("by %s is %s", (text, meant) => {
    const { suggestion, message } = refusal(text);
    expect(suggestion).toBe(meant);
    expect(message).toContain(`Did you mean ${meant}?`);
  });

  test.each(["https://punctual.example", "qqqq:1", "due:whenever"])("by %s is anybody's guess", (text) => {
    expect(refusal(text).suggestion).toBeUndefined();
  });
});
