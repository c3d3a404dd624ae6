import { cut, jsonBytes } from "@punctual/notifier/channels/cut";
import fc from "fast-check";
import { expect, test } from "vitest";

test.each([
  ["abc", 3, "abc"],
  ["abcd", 3, "ab…"],
  ["a😀b", 3, "a…"],
  ["ab", 1, "…"],
  ["ab", 0, ""],
  ["", 0, ""],
])("%j in %i is %j", (text, most, expected) => expect(cut(text, most)).toBe(expected));

test("what is cut fits, in bytes of JSON too, and is the beginning", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(40), (text, most) => {
      const short = cut(text, most, jsonBytes);
      expect(jsonBytes(short)).toBeLessThanOrEqual(most);
      expect(text.startsWith(short.replace(/…$/, ""))).toBe(true);
      if (jsonBytes(text) <= most) expect(short).toBe(text);
    }),
  );
});
