import { readOnce } from "@punctual/service-kit/metrics/read-once";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("shares a reading among all who ask at the same time, and reads anew afterwards", async () => {
  let reads = 0;
  const read = readOnce(async () => ++reads, 0);
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  expect(await read()).toBe(2);
});

it("says what it says otherwise when the source refuses", async () => {
  const read = readOnce<number>(() => Promise.reject(new Error("away")), -1);
  expect(await read()).toBe(-1);
});

it("doesn't wait for a source that hangs, and asks it only once", async () => {
  let reads = 0;
  const { promise, resolve } = Promise.withResolvers<number>();
  const read = readOnce(() => {
    reads += 1;
    return promise;
  }, -1);
  for (const _ of [1, 2]) {
    const answer = read();
    await vi.advanceTimersByTimeAsync(900);
    expect(await answer).toBe(-1);
  }
  const answer = read();
  resolve(7);
  expect(await answer).toBe(7);
  expect(reads).toBe(1);
});
