import fc from "fast-check";
import { expect, it } from "vitest";
import { derive, derivePassword } from "../../platform/derive.ts";

const keys = fc
  .uint8Array({ minLength: 32, maxLength: 64 })
  .map((bytes) => Buffer.from(bytes).toString("base64"));

it("gives the same for the same purpose, and another for another", () => {
  fc.assert(
    fc.property(keys, fc.string(), fc.string(), (key, one, other) => {
      expect(derive(key, one)).toEqual(derive(key, one));
      expect(derive(key, one)).toHaveLength(32);
      fc.pre(one !== other);
      expect(derive(key, one)).not.toEqual(derive(key, other));
    }),
  );
});

it("gives passwords that need no quoting", () => {
  fc.assert(
    fc.property(keys, fc.string(), (key, purpose) => /^[\w-]{43}$/.test(derivePassword(key, purpose))),
  );
});

it("is HKDF-SHA-256: a stack keeps its passwords when Punctual is upgraded", () => {
  // Made with: openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt hexkey:00..1f -kdfopt info:punctual/test HKDF
  const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString("base64");
  expect(derive(key, "test").toString("hex")).toBe(
    "1a6c5eb058eec0398bc3ed8b930eb1eae7d75d16b25053fee60b8b44c6df68d7",
  );
});
