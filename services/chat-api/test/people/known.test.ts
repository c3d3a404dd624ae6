import { hashSecret } from "@punctual/chat-api/people/credential";
import { remember } from "@punctual/chat-api/people/known";
import { expect, test, vi } from "vitest";

interface Row {
  readonly name: string;
}

test("a secret is looked up once, by its hash", async () => {
  const load = vi.fn(async (_hash: Buffer): Promise<Row | undefined> => ({ name: "ada" }));
  const known = remember(load);
  expect(await known.find("a")).toEqual({ name: "ada" });
  expect(await known.find("a")).toEqual({ name: "ada" });
  expect(load.mock.calls).toEqual([[hashSecret("a")]]);
});

test("one that was unknown is looked up again: it may have been made meanwhile", async () => {
  const load = vi.fn(async (_hash: Buffer): Promise<Row | undefined> => undefined);
  const known = remember(load);
  await known.find("a");
  await known.find("a");
  expect(load).toHaveBeenCalledTimes(2);
});

test("what is forgotten is looked up again", async () => {
  const load = vi.fn(async (_hash: Buffer): Promise<Row | undefined> => ({ name: "ada" }));
  const known = remember(load);
  await known.find("a");
  known.forget();
  await known.find("a");
  expect(load).toHaveBeenCalledTimes(2);
});

test("what was being looked up while it was forgotten isn't remembered", async () => {
  const { promise, resolve } = Promise.withResolvers<Row | undefined>();
  const load = vi.fn((_hash: Buffer) => promise);
  const known = remember(load);
  const asking = known.find("a");
  known.forget();
  resolve({ name: "before" });
  expect(await asking).toEqual({ name: "before" });
  await known.find("a");
  expect(load).toHaveBeenCalledTimes(2);
});
