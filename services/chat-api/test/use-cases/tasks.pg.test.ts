import { createTasks } from "@punctual/chat-api/use-cases/tasks";
import { newTask } from "@punctual/contracts/task";
import { expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const { pool, person } = await startChatApi();
const tasks = createTasks(pool);

const drafts = (count: number) =>
  Array.from({ length: count }, (_, i) => newTask.parse({ title: `task ${i}` }));

test("completing the same tasks in opposite order at the same time doesn't block for ever", async () => {
  const { userId, events } = await person();
  const made = (await tasks.create(userId, drafts(12))).map(({ id }) => id);
  const calls = Array.from({ length: 8 }, (_, i) => tasks.complete(userId, i % 2 ? made : made.toReversed()));
  for (const done of await Promise.all(calls)) expect(done).toHaveLength(12);
  // Two events for each task made, and two for each completed, however often.
  expect(await events()).toHaveLength(48);
});

test("completed tasks come back in the order they were asked for", async () => {
  const { userId } = await person();
  const made = (await tasks.create(userId, drafts(3))).map(({ id }) => id);
  const asked = [made[2], made[0], made[1]].flatMap((id) => id ?? []);
  expect((await tasks.complete(userId, asked)).map(({ id }) => id)).toEqual(asked);
});

test("tasks are made all or none", async () => {
  const { userId, events } = await person();
  const [first, second] = drafts(2);
  if (!first || !second) throw new Error("two drafts were wanted");
  const wrong = { ...second, title: "U+0000: \0" };
  await expect(tasks.create(userId, [first, wrong])).rejects.toThrow();
  expect((await tasks.list(userId, { limit: 50 })).items).toEqual([]);
  expect(await events()).toEqual([]);
});
