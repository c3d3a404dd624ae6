import { hasShortWords, tokenise, wordsAskedFor } from "@punctual/chat-api/search/tokenise";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const words = (text: string) => tokenise(text).map(({ word }) => word);

describe("tokenise", () => {
  test.each([
    ["Buy milk, eggs & bread!", ["buy", "milk", "eggs", "bread"]],
    ["Crème brûlée", ["creme", "brulee"]],
    ["Straße nach Łódź", ["strasse", "nach", "lodz"]],
    ["see example.com/path_to", ["see", "example", "com", "path", "to"]],
    ["don't", ["don", "t"]],
    ["v2.1 on 2026-11-23", ["v2", "1", "on", "2026", "11", "23"]],
    ["ﬁnd ①", ["find", "1"]],
    ["한국어 공부", ["한국어", "공부"]],
    ["Ёлка и Ёж", ["елка", "и", "еж"]],
    ["party 🎉", ["party", "🎉"]],
    ["हिन्दी सीखो", ["हिन्दी", "सीखो"]],
    ["… — !!!", []],
    ["", []],
  ])("parts %j", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test("makes pairs where a script puts no space between words, and the last letter alone", () => {
    expect(words("東京タワー!")).toEqual(["東京", "京タ", "タワ", "ワー", "ー"]);
    expect(words("TODO寿司")).toEqual(["todo", "寿司", "司"]);
  });

  test("finds a part of unspaced text by the same words", () => {
    expect(words("来月東京タワーに行く")).toEqual(expect.arrayContaining(wordsAskedFor("東京タワー")));
    expect(wordsAskedFor("東京")).toEqual(["東京"]);
    expect(wordsAskedFor("東")).toEqual(["東"]);
  });

  test("tells apart no more than 64 units, and never half a letter", () => {
    expect(words("a".repeat(70))).toEqual(["a".repeat(64)]);
    const [cut] = words(`a${"𝼀".repeat(40)}`);
    expect(cut?.isWellFormed()).toBe(true);
    expect(cut).toHaveLength(63);
  });

  test("says where each word stands, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const { start, end, word } of tokenise(text)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(word).not.toBe("");
          expect(word.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  test("finds the same words of plain text, whether or not a letter elsewhere is none", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), (text) => {
        expect(tokenise(`${text} é`).slice(0, -1)).toEqual(tokenise(text));
      }),
    );
  });

  test("finds no difference in case, accents put together or apart, and space around", () => {
    const letters = fc.stringMatching(/^[a-zàéîõüçñßł ]{0,30}$/);
    fc.assert(
      fc.property(letters, (text) => {
        expect(words(text.toUpperCase())).toEqual(words(text));
        expect(words(text.normalize("NFD"))).toEqual(words(text));
        expect(words(`  ${text}\n`)).toEqual(words(text));
      }),
    );
  });
});

test.each([
  ["東", true],
  ["한", true],
  ["ไทย", true],
  ["abc", false],
  ["привет", false],
])("words like %s are short: %s", (word, short) => {
  expect(hasShortWords(word)).toBe(short);
});
