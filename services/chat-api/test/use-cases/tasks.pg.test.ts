import { writeAs } from "@punctual/chat-api/store/unit-of-work";
import { completeTasks } from "@punctual/chat-api/use-cases/tasks/complete";
import { createTasks } from "@punctual/chat-api/use-cases/tasks/create";
import { newTask } from "@punctual/contracts/task";
import { expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const { pool, person } = await startChatApi();

const drafts = (count: number) =>
  Array.from({ length: count }, (_, i) => newTask.parse({ title: `task ${i}` }));
const as = (userId: string) => ({ userId, actor: { door: "rest", credential: null } as const });
const make = (userId: string, given: ReturnType<typeof drafts>) =>
  writeAs(pool, as(userId), (unit) => createTasks(unit, given));
const finish = (userId: string, ids: readonly number[]) =>
  writeAs(pool, as(userId), (unit) => completeTasks(unit, ids));

test("completing the same tasks in opposite order at the same time doesn't block for ever", async () => {
  const { userId, events } = await person();
  const made = (await make(userId, drafts(12))).map(({ id }) => id);
  const calls = Array.from({ length: 8 }, (_, i) => finish(userId, i % 2 ? made : made.toReversed()));
  for (const done of await Promise.all(calls)) expect(done).toHaveLength(12);
  // An event for each task made, and one for each completed, however often; and one that wakes for each write.
  const topics = (await events()).map(({ topic }) => topic);
  expect(topics.filter((topic) => topic === "task-events")).toHaveLength(24);
  expect(topics.filter((topic) => topic === "task-updates")).toHaveLength(2);
});

test("completed tasks come back in the order they were asked for", async () => {
  const { userId } = await person();
  const made = (await make(userId, drafts(3))).map(({ id }) => id);
  const asked = [made[2], made[0], made[1]].flatMap((id) => id ?? []);
  expect((await finish(userId, asked)).map(({ id }) => id)).toEqual(asked);
});

test("tasks are made all or none", async () => {
  const { userId, ask, events } = await person();
  const [first, second] = drafts(2);
  if (!first || !second) throw new Error("two drafts were wanted");
  const wrong = { ...second, title: "U+0000: \0" };
  await expect(make(userId, [first, wrong])).rejects.toThrow();
  expect((await ask("GET", "/api/tasks")).json()).toMatchObject({ items: [] });
  expect(await events()).toEqual([]);
});
