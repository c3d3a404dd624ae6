import { onceUp } from "@punctual/setup/once-up";
import { expect, test, vi } from "vitest";

const DOWN = new Error("nobody is there");
const WRONG = new Error("who are you?");

function patience(withinMs: number) {
  const heard: string[] = [];
  const isNotUp = (failure: unknown) => failure !== WRONG;
  return { heard, isNotUp, withinMs, everyMs: 1, waits: (reason: string) => heard.push(reason) };
}

test("tries again until the server is up, and says once why it waits, and again when that changes", async () => {
  const waking = new Error("it wakes up");
  const work = vi.fn<() => Promise<string>>().mockResolvedValue("done");
  for (const failure of [DOWN, DOWN, waking, waking, DOWN]) work.mockRejectedValueOnce(failure);
  const given = patience(60_000);
  await expect(onceUp(work, given)).resolves.toBe("done");
  expect(work).toHaveBeenCalledTimes(6);
  expect(given.heard).toEqual([DOWN.message, waking.message, DOWN.message]);
});

test("throws any other failure at once, as it is", async () => {
  const work = vi.fn(() => Promise.reject(WRONG));
  await expect(onceUp(work, patience(60_000))).rejects.toBe(WRONG);
  expect(work).toHaveBeenCalledTimes(1);
});

test("gives up when the time is over, and says why", async () => {
  const work = vi.fn(() => Promise.reject(DOWN));
  const given = patience(0);
  await expect(onceUp(work, given)).rejects.toMatchObject({ message: "not up after 0 s", cause: DOWN });
  expect(work).toHaveBeenCalledTimes(1);
  expect(given.heard).toEqual([]);
});
