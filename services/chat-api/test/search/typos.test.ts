import { allowedTypos, typosBetween } from "@punctual/chat-api/search/typos";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe("typosBetween", () => {
  test.each([
    ["milk", "milk", 0],
    ["recieve", "receive", 1],
    ["fucntion", "function", 1],
    ["mlk", "milk", 1],
    ["miilk", "milk", 1],
    ["milc", "milk", 1],
    ["imlk", "milk", 1],
    ["abcdefgh", "badcefgh", 2],
    ["kitten", "sitting", 3],
  ])("of %s and %s", (one, other, typos) => {
    expect(typosBetween(one, other, 3)).toBe(typos);
    expect(typosBetween(other, one, 3)).toBe(typos);
  });

  test("counts no further than asked", () => {
    expect(typosBetween("kitten", "sitting", 1)).toBe(2);
    expect(typosBetween("a", "abcdefgh", 2)).toBe(3);
  });

  const word = fc.stringMatching(/^[abc]{0,8}$/);

  test("gives what counting without any limit gives, up to the limit", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (one, other, most) => {
        expect(typosBetween(one, other, most)).toBe(Math.min(typosBetween(one, other, 100), most + 1));
      }),
    );
  });

  test("is one at most after one error", () => {
    const mistake = fc.constantFrom("leave out", "put in", "replace", "swap");
    fc.assert(
      fc.property(fc.stringMatching(/^[a-e]{2,8}$/), mistake, fc.nat(), (right, kind, at) => {
        const i = at % (right.length - 1);
        const [head, letter, next, tail] = [right.slice(0, i), right[i], right[i + 1], right.slice(i + 2)];
        const wrong = {
          "leave out": `${head}${next}${tail}`,
          "put in": `${head}${letter}x${next}${tail}`,
          replace: `${head}x${next}${tail}`,
          swap: `${head}${next}${letter}${tail}`,
        }[kind];
        expect(typosBetween(right, wrong, 2)).toBe(right === wrong ? 0 : 1);
      }),
    );
  });
});

test.each([
  ["abc", 0],
  ["milk", 1],
  ["receive", 1],
  ["function", 2],
  ["1234", 0],
  ["room12", 0],
])("%s may have %i errors", (word, typos) => {
  expect(allowedTypos(word)).toBe(typos);
});
