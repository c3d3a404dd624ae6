import { noteLastUse } from "@punctual/chat-api/people/last-use";
import { createLogger } from "@punctual/service-kit/logger";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const silent = createLogger("test", "silent");

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-23T09:00:00Z") }));
afterEach(() => void vi.useRealTimers());

function start(write = vi.fn(async (_keys: readonly string[], _at: Date) => undefined)) {
  return { lastUse: noteLastUse<string>(write, silent), write };
}

test("uses are written together, each once, some seconds later", async () => {
  const { lastUse, write } = start();
  for (const key of ["a", "b", "a"]) lastUse.note(key, undefined);
  expect(write).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(write.mock.calls).toEqual([[["a", "b"], new Date("2026-11-23T09:00:05Z")]]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(write).toHaveBeenCalledTimes(1);
});

test("a use within a minute of the one written isn't written", async () => {
  const { lastUse, write } = start();
  lastUse.note("a", new Date("2026-11-23T08:59:01Z"));
  lastUse.note("b", new Date("2026-11-23T08:59:00Z"));
  await lastUse.stop();
  expect(write.mock.calls.map(([keys]) => keys)).toEqual([["b"]]);
});

test("what was noted is written before the end", async () => {
  const { lastUse, write } = start();
  lastUse.note("a", undefined);
  await lastUse.stop();
  expect(write).toHaveBeenCalledTimes(1);
});

test("a database that fails keeps nobody out, and the next use is written", async () => {
  const write = vi.fn(async (_keys: readonly string[], _at: Date) => undefined);
  write.mockRejectedValueOnce(new Error("the database is away"));
  const { lastUse } = start(write);
  lastUse.note("a", undefined);
  await vi.advanceTimersByTimeAsync(5_000);
  lastUse.note("a", undefined);
  await lastUse.stop();
  expect(write).toHaveBeenCalledTimes(2);
});
