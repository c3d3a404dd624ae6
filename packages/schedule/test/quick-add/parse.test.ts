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

describe("the first occurrence", () => {
  test.each([
    ["Gym every day at 9:00", { kind: "wall", local: "2026-11-24T09:00:00" }],
    ["Gym every day at 11:00", { kind: "wall", local: "2026-11-23T11:00:00" }],
    ["Gym every day", { kind: "date", date: "2026-11-23" }],
    ["Gym every friday", { kind: "date", date: "2026-11-27" }],
    ["Gym every friday from 1 feb", { kind: "date", date: "2027-02-05" }],
    ["Gym every day at 2:30 from 28 mar 2027", { kind: "wall", local: "2027-03-28T03:30:00" }],
  ])("%s", (text, due) => {
    expect(parse(text).due).toEqual(due);
  });

  test("of a rule that ended before: there is none, and a notice says so", () => {
    const parsed = parse("Gym every friday until 24 nov 2026");
    expect(parsed).not.toHaveProperty("recurrence");
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
      const plain = (given: string) => given.replace(/\\([#@!~"\\])/g, "$1").replace(/[\s,;.]/g, "");
      expect(plain(title)).toBe(plain(rest));
    }),
    { numRuns: 2000 },
  );
});

test("a long line of nothing but beginnings is read", () => {
  expect(parse("every ".repeat(333)).title).toMatch(/^every every/);
});

test("the zone of this process has no part in it", () => {
  const script = `import { parseQuickAdd } from ${JSON.stringify(import.meta.resolve("@punctual/schedule/quick-add/parse"))};
    const texts = ["x tomorrow 5pm", "x every day at 2:30 from 28 mar 2027", "x in 3 days", "x next monday at 9", "x 1 jan"];
    console.log(JSON.stringify(texts.map((text) => parseQuickAdd(text, ${JSON.stringify(OPTIONS)}))));`;
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
