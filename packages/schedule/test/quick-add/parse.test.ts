import { spawnSync } from "node:child_process";
import { parseQuickAdd } from "@punctual/schedule/quick-add/parse";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const OPTIONS = { now: "2026-11-23T10:00:00", timeZone: "Europe/Berlin" };
const parse = (text: string) => parseQuickAdd(text, OPTIONS);

describe("parts", () => {
  test("say what was taken from where", () => {
    const text = "Pay rent every 1st at 9am #home @bills !high remind 1d before";
    expect(parse(text).parts.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ["recurrence", "every 1st at 9am"],
      ["project", "#home"],
      ["tag", "@bills"],
      ["priority", "!high"],
      ["reminder", "remind 1d before"],
    ]);
  });

  test("a date and its time may stand apart", () => {
    expect(parse("Tomorrow call Bob at 5pm")).toMatchObject({
      title: "call Bob",
      due: { kind: "wall", local: "2026-11-24T17:00:00" },
    });
  });

  test("what was taken by a preposition takes that with it", () => {
    expect(parse("Hand it in by friday").title).toBe("Hand it in");
  });
});

describe("the second of two", () => {
  test.each([
    ["x #a #b", "x #b"],
    ["x !low !high", "x !high"],
    ["x ~1h ~2h", "x ~2h"],
    ["x tomorrow or 2026-12-01", "x or 2026-12-01"],
  ])("%s: stays in the title with a notice", (text, title) => {
    const parsed = parse(text);
    expect(parsed.title).toBe(title);
    expect(parsed.notices).toMatchObject([{ message: expect.stringContaining("the first is taken") }]);
  });
});

describe("a day that is named", () => {
  test.each([
    ["monday", "2026-11-23T00:00:00", "2026-11-23"],
    ["monday", "2026-11-23T18:00:00", "2026-11-23"],
    ["sunday", "2026-11-23T18:00:00", "2026-11-29"],
    ["23 nov", "2026-11-23T00:00:00", "2026-11-23"],
    ["23 nov", "2026-11-23T23:59:59", "2026-11-23"],
    ["22 nov", "2026-11-23T00:00:00", "2027-11-22"],
    ["31 dec", "2026-12-31T23:59:59", "2026-12-31"],
    ["1 jan", "2026-12-31T23:59:59", "2027-01-01"],
    ["tomorrow", "2026-12-31T23:59:59", "2027-01-01"],
  ])("%s is at %s %s, at whatever time of the day", (words, now, date) => {
    expect(parseQuickAdd(`x ${words}`, { ...OPTIONS, now }).due).toEqual({ kind: "date", date });
  });

  test("and its time has passed: a week later", () => {
    expect(parse("x monday 9:00").due).toEqual({ kind: "wall", local: "2026-11-30T09:00:00" });
  });
});

describe("the first occurrence", () => {
  test.each([
    ["Gym every day at 9:00", { kind: "wall", local: "2026-11-24T09:00:00" }],
    ["Gym every day at 11:00", { kind: "wall", local: "2026-11-23T11:00:00" }],
    ["Gym every day", { kind: "date", date: "2026-11-23" }],
    ["Gym every other day at 9:00", { kind: "wall", local: "2026-11-24T09:00:00" }],
    ["Gym every other monday at 9:00", { kind: "wall", local: "2026-11-30T09:00:00" }],
    ["Gym every other monday at 9:00 from 23 nov", { kind: "wall", local: "2026-12-07T09:00:00" }],
    ["Gym every 3 months on the 10th", { kind: "date", date: "2026-12-10" }],
    ["Gym every day at 9 and 17", { kind: "wall", local: "2026-11-23T17:00:00" }],
    ["Gym every friday", { kind: "date", date: "2026-11-27" }],
    ["Gym every friday from 1 feb", { kind: "date", date: "2027-02-05" }],
    ["Gym every day at 2:30 from 28 mar 2027", { kind: "wall", local: "2027-03-28T03:30:00" }],
  ])("%s", (text, due) => {
    expect(parse(text).due).toEqual(due);
  });

  test("of a rule that ended before: there is none, and a notice says so", () => {
    const parsed = parse("Gym every friday until 24 nov 2026");
    expect(parsed).not.toHaveProperty("recurrence");
    expect(parsed.title).toBe("Gym every friday until 24 nov 2026");
    expect(parsed.notices).toMatchObject([{ message: "the recurrence has ended before it begins" }]);
  });
});

const words = fc.constantFrom(
  ...[
    "every",
    "each",
    "day",
    "monday",
    "fri",
    "2nd",
    "last",
    "month",
    "#home",
    "@bills",
    "!high",
    "p1",
    "~45m",
    "remind",
    "(tomorrow)",
    "in 99999 years",
    "december 9999",
    "0000-01-01",
    "years",
    "3:16",
    "31 jun",
    "the 15th of",
    "before friday",
  ],
  ...[
    "1d",
    "before",
    "at",
    "9am",
    "17:00",
    "tomorrow",
    "jan",
    "15",
    "until",
    "starting",
    "for",
    "times",
    '"',
    "\\#",
    "in",
  ],
);
const texts = fc.oneof(
  fc.string({ maxLength: 100, unit: "grapheme" }),
  fc.array(words, { maxLength: 20 }).map((all) => all.join(" ")),
);

test("any text is read, and every part of it is in the title or taken, never both", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { title, parts } = parse(text);
      let last = 0;
      for (const { start, end } of parts) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
      const rest = parts.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
      const plain = (given: string) => given.replace(/\\([#@!~"\\])/g, "$1").replace(/\(\s*\)|[\s,;.]/g, "");
      expect(plain(title)).toBe(plain(rest));
    }),
    { numRuns: 2000 },
  );
});

test("any long line is read", () => {
  const long = fc
    .tuple(texts, fc.integer({ min: 2, max: 100 }))
    .map(([text, times]) => `${text} `.repeat(times).slice(0, 2000));
  fc.assert(
    fc.property(long, (text) => {
      const { parts, notices } = parse(text);
      for (const { start, end } of [...parts, ...notices]) expect(text.slice(start, end)).not.toBe("");
    }),
    { numRuns: 60 },
  );
});

// One that took the square of its length would run into this test's time limit.
test.each(["every ", "5 ", "the ", "every day starting 1 jan ", "remind 1d, ", "last friday "])(
  "a long line of nothing but %s is read",
  (words) => {
    const text = words.repeat(2000).slice(0, 2000);
    expect(parse(text).title.length).toBeGreaterThan(0);
  },
);

test("the zone of this process has no part in it", () => {
  const script = `import { parseQuickAdd } from ${JSON.stringify(import.meta.resolve("@punctual/schedule/quick-add/parse"))};
    const texts = ["x tomorrow 5pm", "x every day at 2:30 from 28 mar 2027", "x in 3 days", "x next monday at 9", "x 1 jan"];
    const nows = ["2026-11-23T00:00:00", "2026-11-23T10:00:00", "2026-11-23T15:00:00", "2026-12-31T23:59:59"];
    const more = ["x monday", "x monday 11:00", "x 23 nov", "x 22 nov", "x 31 dec", "x today", "x tonight", "x 8am", "x friday evening"];
    const read = (now) => [...texts, ...more].map((text) => parseQuickAdd(text, { ...${JSON.stringify(OPTIONS)}, now }));
    console.log(JSON.stringify(nows.map(read)));`;
  const outputs = ["UTC", "America/New_York", "Pacific/Apia", "Asia/Kathmandu"].map((TZ) => {
    const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, TZ, NODE_OPTIONS: "" },
      encoding: "utf8",
    });
    expect(child.stderr).toBe("");
    return child.stdout;
  });
  expect(outputs[0]).toContain("2026-11-24T17:00:00");
  expect(new Set(outputs).size).toBe(1);
});
