import { AppError, declareError, errors } from "@punctual/service-kit/errors";
import { expect, test } from "vitest";

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
