import { between, nextAfter, type Occurrence, preview, type Series } from "@punctual/schedule/expand/series";
import { rest } from "@punctual/schedule/expand/split";
import { RecurError } from "@punctual/schedule/rule/error";
import { parseRule } from "@punctual/schedule/rule/parse";
import { printRule } from "@punctual/schedule/rule/print";
import fc from "fast-check";
import { expect, test } from "vitest";
import { endless, local, ZONES } from "./generate.ts";
import { onWalls } from "./support.ts";

const series = fc.tuple(endless, local, fc.constantFrom(...ZONES));
const RUNS = { numRuns: 300 };

function atOf(occurrence: Occurrence): string {
  return "at" in occurrence ? occurrence.at : occurrence.date;
}

/** What a rule gives, undefined for one that is refused: never in another way than by a RecurError. */
function first(given: Series, count: number, after?: string): string[] | undefined {
  try {
    return preview(given, count, after).map(atOf);
  } catch (error) {
    expect(error).toBeInstanceOf(RecurError);
    return undefined;
  }
}

function holds(check: (given: Series, all: string[]) => void): void {
  let checked = 0;
  fc.assert(
    fc.property(series, ([rule, start, zone]) => {
      const given = onWalls(rule, start, zone);
      const all = first(given, 15);
      if (!all || all.length < 3) return;
      checked += 1;
      check(given, all);
    }),
    RUNS,
  );
  expect(checked).toBeGreaterThan(100);
}

test("occurrences increase strictly, and none is before the start", () => {
  holds((given, all) => {
    const times = all.map((at) => Date.parse(at));
    for (const [index, time] of times.entries())
      if (index > 0) expect(time).toBeGreaterThan(times[index - 1] ?? 0);
    const start = given.start.kind === "wall" ? given.start.local.slice(0, 10) : "";
    // A day's difference at most is a zone's.
    expect(times[0]).toBeGreaterThan(Date.parse(start) - 2 * 24 * 60 * 60 * 1000);
  });
});

test("expanding from any later point gives the same tail", () => {
  holds((given, all) => {
    for (const index of [0, 1, Math.floor(all.length / 2)]) {
      expect(first(given, all.length - index - 1, all[index])).toEqual(all.slice(index + 1));
    }
  });
});

test("the next after one is the one behind it, and between two are those between", () => {
  holds((given, all) => {
    const [one = "", two = "", three = ""] = all;
    const next = nextAfter(given, one);
    expect(next && atOf(next)).toBe(two);
    expect(between(given, one, three, 100).map(atOf)).toEqual([one, two]);
    expect(between(given, one, three, 1).map(atOf)).toEqual([one]);
  });
});

test("COUNT and UNTIL hold", () => {
  holds((given, all) => {
    expect(first({ ...given, rule: { ...given.rule, count: 3 } }, 10)).toEqual(all.slice(0, 3));
    const until = { kind: "instant" as const, instant: all[1] ?? "" };
    expect(first({ ...given, rule: { ...given.rule, until } }, 10)).toEqual(all.slice(0, 2));
  });
});

test("what is left of a COUNT is what has not come yet", () => {
  holds((given, all) => {
    const counted = { ...given, rule: { ...given.rule, count: 5 } };
    expect(rest(counted, all[2] ?? "").count).toBe(3);
    expect(rest(given, all[2] ?? "")).toEqual(given.rule);
  });
});

test("an EXDATE never appears and counts; an RDATE appears and doesn't", () => {
  holds((given, all) => {
    const exdates = [all[1] ?? ""];
    const without = first({ ...given, exdates, rule: { ...given.rule, count: 4 } }, 10);
    expect(without).toEqual(all.slice(0, 4).filter((at) => at !== all[1]));
    const extra = new Date(Date.parse(all[0] ?? "") + 1000).toISOString().replace(".000", "");
    const more = first({ ...given, rdates: [extra], rule: { ...given.rule, count: 2 } }, 10);
    expect(more).toEqual([...new Set([...all.slice(0, 2), extra])].sort());
  });
});

test("a plain date leaves out, or adds, a whole day's occurrences", () => {
  const given = onWalls("FREQ=DAILY;BYHOUR=9,17", "2027-01-01T09:00:00", "Asia/Kathmandu", {
    exdates: ["2027-01-02"],
    rdates: ["2027-01-01"],
  });
  expect(preview(given, 3).map((each) => ("local" in each ? each.local : each.date))).toEqual([
    "2027-01-01T09:00:00",
    "2027-01-01T17:00:00",
    "2027-01-03T09:00:00",
  ]);
});

test("what is printed of a rule reads back as the same rule", () => {
  fc.assert(
    fc.property(endless, (text) => {
      const printed = printRule(parseRule(text));
      expect(printRule(parseRule(printed))).toBe(printed);
      expect(printRule(parseRule(printed.toLowerCase()))).toBe(printed);
    }),
    { numRuns: 1000 },
  );
});
