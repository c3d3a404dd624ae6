import { linesOf } from "@punctual/interchange/lines";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chunks } from "./support/read.ts";

async function all(text: string | Uint8Array, size: number, most?: number) {
  const lines = [];
  for await (const some of linesOf(chunks(Buffer.from(text), size), most)) lines.push(...some);
  return lines;
}

test("gives the same lines however the bytes are cut", async () => {
  const text = "eins\r\nzw€i\n\n😀 drei\n";
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (size) => {
      expect((await all(text, size)).map((line) => line.text)).toEqual(["eins", "zw€i", "", "😀 drei"]);
    }),
  );
});

test("gives a last line that has no end", async () => {
  expect(await all("a\nb", 1)).toEqual([
    { number: 1, text: "a", fault: null },
    { number: 2, text: "b", fault: null },
  ]);
});

test("passes over the byte order mark", async () => {
  expect((await all("\uFEFFa\n", 100))[0]?.text).toBe("a");
});

test.each([
  ["that is too long", Buffer.from("12345678901\nok\n"), "must have at most 10 bytes"],
  ["that isn't UTF-8", Buffer.from([0xc3, 0x28, 0x0a, 0x6f, 0x6b, 0x0a]), /UTF-8/],
  ["with U\\+0000", Buffer.from("a\0b\nok\n"), /U\+0000/],
])("reports a line %s and goes on", async (_what, bytes, message) => {
  for (const size of [1, 4, 1000]) {
    const [broken, next] = await all(bytes, size, 10);
    expect(broken?.fault).toMatch(message);
    expect(next).toEqual({ number: 2, text: "ok", fault: null });
  }
});
