import { expect, it } from "vitest";
import { createBackoff } from "../../src/supervisor/backoff.ts";

it("doubles from half a second to ten", () => {
  const backoff = createBackoff();
  expect(Array.from({ length: 7 }, () => backoff.next(0))).toEqual([
    500, 1000, 2000, 4000, 8000, 10_000, 10_000,
  ]);
});

it("begins anew after half a minute of health", () => {
  const backoff = createBackoff();
  backoff.next(0);
  backoff.next(0);
  expect(backoff.next(29_999)).toBe(2000);
  expect(backoff.next(30_000)).toBe(500);
});
