import { decodeCursor, encodeCursor } from "@punctual/chat-api/domain/cursor";
import { AppError } from "@punctual/service-kit/errors";
import fc from "fast-check";
import { expect, test } from "vitest";

/** The code that reading a cursor was refused with. */
function refusal(cursor: string): string | undefined {
  try {
    decodeCursor(cursor);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

test("a cursor is read as it was made", () => {
  fc.assert(fc.property(fc.maxSafeNat(), (id) => void expect(decodeCursor(encodeCursor(id))).toBe(id)));
});

test("a cursor needs no escaping in an address", () => {
  fc.assert(fc.property(fc.maxSafeNat(), (id) => void expect(encodeCursor(id)).toMatch(/^[\w-]+$/)));
});

test.each([
  ["nothing", ""],
  ["a number", "12"],
  ["words", "next"],
  ["no object", encode(12)],
  ["null", encode(null)],
  ["an empty object", encode({})],
  ["a text for an id", encode({ before: "12" })],
  ["half an id", encode({ before: 1.5 })],
])("%s is refused", (_what, cursor) => {
  expect(refusal(cursor)).toBe("cursor_invalid");
});

test("any text is either a cursor or refused", () => {
  fc.assert(
    fc.property(fc.string(), (text) => void expect([undefined, "cursor_invalid"]).toContain(refusal(text))),
  );
});
