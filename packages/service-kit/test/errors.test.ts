import { AppError, declareError, errors, wholeReasonOf } from "@punctual/service-kit/errors";
import { describe, expect, test } from "vitest";

test("a declared error carries its code, status, title and the words of this one case", () => {
  const tooLate = declareError("too_late", 410, "It is too late");
  const cause = new Error("the clock");
  const error = tooLate("It ended on Monday.", { cause, errors: [{ field: "at", message: "is past" }] });
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({
    code: "too_late",
    status: 410,
    title: "It is too late",
    message: "It ended on Monday.",
    cause,
    errors: [{ field: "at", message: "is past" }],
  });
});

test("common errors have codes of their own", () => {
  const codes = Object.values(errors).map((make) => make("x").code);
  expect(new Set(codes).size).toBe(codes.length);
});

test.each(Object.entries(errors))("%s has the shape that programs depend on", (_name, make) => {
  const { code, status } = make("x");
  expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(600);
});

describe("wholeReasonOf", () => {
  test("says what lies beneath, each thing once", () => {
    const refused = new Error("connect ECONNREFUSED ::1:5432");
    const both = new AggregateError([refused, new Error("connect ECONNREFUSED 127.0.0.1:5432")]);
    const failure = new Error("role a can't be made", { cause: new Error("not up", { cause: both }) });
    expect(wholeReasonOf(failure)).toBe(
      "role a can't be made: not up: connect ECONNREFUSED ::1:5432: connect ECONNREFUSED 127.0.0.1:5432",
    );
    expect(wholeReasonOf(new Error("same", { cause: new Error("same") }))).toBe("same");
  });

  test("adds what PostgreSQL says besides", () => {
    const error = Object.assign(new Error("permission denied"), { detail: "Only ADMIN may.", hint: "Ask." });
    expect(wholeReasonOf(error)).toBe("permission denied: Only ADMIN may: Ask");
  });

  test.for([
    ["text", "text"],
    [null, "null"],
    [undefined, "undefined"],
  ] as const)("bears %o", ([thrown, said]) => {
    expect(wholeReasonOf(thrown)).toBe(said);
  });
});
