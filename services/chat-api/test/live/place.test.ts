import { placeOf } from "@punctual/chat-api/live/place";
import { describe, expect, test } from "vitest";

const log = { last: 40, purgedTo: 10 };

test("a client that begins is told where, and gets what comes from now on", () => {
  expect(placeOf(undefined, log)).toEqual({ sequence: 40, first: { hello: true } });
});

test("one that begins before anything changed begins at 0, and can come back there", () => {
  const empty = { last: 0, purgedTo: 0 };
  expect(placeOf(undefined, empty)).toEqual({ sequence: 0, first: { hello: true } });
  expect(placeOf("0", empty)).toEqual({ sequence: 0, first: undefined });
});

test.each(["10", "11", "40"])("a client that has %s goes on after it", (id) => {
  expect(placeOf(id, log)).toEqual({ sequence: Number(id), first: undefined });
});

describe("a client loads anew, and goes on from now,", () => {
  test.each([
    ["expired", "9"],
    ["expired", "0"],
    ["unknown", "41"],
    ["unknown", "9007199254740991"],
    ["invalid", ""],
    ["invalid", "-1"],
    ["invalid", "1.5"],
    ["invalid", "1e3"],
    ["invalid", "011"],
    ["invalid", " 11"],
    ["invalid", "x"],
    ["invalid", "99999999999999999999"],
  ])("when its place is %s: %j", (reset, id) => {
    expect(placeOf(id, log)).toEqual({ sequence: 40, first: { reset } });
  });
});
