import { fold, sortKey } from "@punctual/contracts/fold";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe("fold", () => {
  test.each([
    ["Crème  Brûlée ", "creme brulee"],
    ["STRASSE", "strasse"],
    ["Straße", "strasse"],
    ["Łódź", "lodz"],
    ["ﬁle Ⅳ", "file iv"],
    ["Ａ\u00a0Ｂ", "a b"],
    ["हिन्दी", "हिन्दी"],
  ])("%j is compared as %j", (given, folded) => {
    expect(fold(given)).toBe(folded);
  });

  test("plain text is folded alike, whether or not a letter elsewhere is none", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), (text) => {
        expect(fold(`${text}|é`)).toBe(fold(`${text}|e`));
      }),
    );
  });

  test("folding twice changes nothing more", () => {
    for (const text of ["Ærø", "İstanbul", "ΣΊΣΥΦΟΣ", "日本語"]) expect(fold(fold(text))).toBe(fold(text));
  });
});

describe("sortKey", () => {
  test("orders as people would", () => {
    const titles = ["task 10", "Übung", "Task 2", "apple", "Éclair", "zoo", "task 1"];
    const sorted = titles.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
    expect(sorted).toEqual(["apple", "Éclair", "task 1", "Task 2", "task 10", "Übung", "zoo"]);
  });

  test("is bounded", () => {
    expect(sortKey("9 ".repeat(500)).length).toBeLessThanOrEqual(160);
  });
});
