import { createHmac, randomBytes } from "node:crypto";
import { readActionLink, signActionLink } from "@punctual/notifier/domain/action-link";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const KEY = randomBytes(32);
const NOW = new Date("2026-11-23T09:00:00Z");
const LINK = { delivery_id: 7, action: "acknowledge" } as const;
const DAY_MS = 24 * 60 * 60 * 1000;
const after = (ms: number) => new Date(NOW.getTime() + ms);

/** A token with any content, signed as ours are. */
function signed(content: string): string {
  const encoded = Buffer.from(content).toString("base64url");
  return `${encoded}.${createHmac("sha256", KEY).update(encoded).digest("base64url")}`;
}

test("a link is read as it was signed, whatever its delivery", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), (delivery_id) => {
      const token = signActionLink(KEY, { ...LINK, delivery_id }, NOW);
      expect(readActionLink(KEY, token, NOW)).toMatchObject({ delivery_id, action: "acknowledge" });
    }),
  );
});

test("a link fits an address without escaping, and what a link may have", () => {
  const token = signActionLink(KEY, { ...LINK, delivery_id: Number.MAX_SAFE_INTEGER }, NOW);
  expect(token).toMatch(/^[\w-]+\.[\w-]+$/);
  expect(token.length).toBeLessThanOrEqual(1000);
});

describe("a link works", () => {
  const token = signActionLink(KEY, LINK, NOW);

  test("until seven days are over", () => {
    expect(readActionLink(KEY, token, after(7 * DAY_MS - 1))).toMatchObject(LINK);
  });

  test("and not after", () => {
    expect(readActionLink(KEY, token, after(7 * DAY_MS))).toBeUndefined();
  });

  test("with its own key only", () => {
    expect(readActionLink(randomBytes(32), token, NOW)).toBeUndefined();
  });
});

test("a link that was changed anywhere is refused", () => {
  const token = signActionLink(KEY, LINK, NOW);
  const place = fc.nat(token.length - 1);
  const character = fc.constantFrom(..."ABCXYZabcxyz0189-_.=!");
  fc.assert(
    fc.property(place, character, (at, other) => {
      fc.pre(token[at] !== other);
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect(readActionLink(KEY, changed, NOW)).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["more behind it", (token: string) => `${token}A`],
  ["padding", (token: string) => `${token}=`],
  ["another part", (token: string) => `${token}.${token}`],
  ["its signature missing", (token: string) => token.split(".")[0] ?? ""],
  ["its content missing", (token: string) => `.${token.split(".")[1]}`],
  ["its end cut off", (token: string) => token.slice(0, -1)],
])("a link with %s is refused", (_what, change) => {
  expect(readActionLink(KEY, change(signActionLink(KEY, LINK, NOW)), NOW)).toBeUndefined();
});

test("garbage is refused and never throws", () => {
  const garbage = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.base64String());
  fc.assert(
    fc.property(garbage, garbage, (one, other) => {
      expect(readActionLink(KEY, one, NOW)).toBeUndefined();
      expect(readActionLink(KEY, `${one}.${other}`, NOW)).toBeUndefined();
    }),
  );
});

test.each([
  ["isn't JSON", "hello"],
  ["is no object", "7"],
  [
    "does what this version doesn't know",
    JSON.stringify({ ...LINK, action: "snooze", expires: 2_000_000_000 }),
  ],
  ["has no end", JSON.stringify(LINK)],
])("a link that is signed but %s is refused and never throws", (_what, content) => {
  expect(readActionLink(KEY, signed(content), NOW)).toBeUndefined();
});
