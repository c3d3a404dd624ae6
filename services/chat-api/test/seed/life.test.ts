import { PROJECTS, TAGS, taskInLife } from "@punctual/chat-api/seed/life";
import { randomFrom, zipf } from "@punctual/chat-api/seed/random";
import { VOCABULARY } from "@punctual/chat-api/seed/vocabulary";
import { type Task, task } from "@punctual/contracts/task";
import { expect, test } from "vitest";

const NOW = Date.parse("2026-12-01T09:00:00Z");

function lifeOf(seed: number, total: number): Task[] {
  const life = { random: randomFrom(seed), now: NOW, projectIds: PROJECTS.map((_, i) => i + 1) };
  const tasks: Task[] = [];
  for (let index = 0; index < total; index += 1) {
    tasks.push(taskInLife(life, { id: index + 1, index, total }, tasks.slice(-50)));
  }
  return tasks;
}

test("the same seed makes the same tasks, another seed others", () => {
  expect(lifeOf(7, 50)).toEqual(lifeOf(7, 50));
  expect(lifeOf(8, 50)).not.toEqual(lifeOf(7, 50));
});

test("every task is one that the API could have made", () => {
  for (const made of lifeOf(1, 500)) task.parse(made);
});

test("tasks look like life", () => {
  const tasks = lifeOf(1, 5000);
  const share = (has: (one: Task) => boolean) => tasks.filter(has).length / tasks.length;
  expect(share((one) => one.status === "open")).toBeCloseTo(0.6, 1);
  expect(share((one) => one.notes !== "")).toBeCloseTo(0.5, 1);
  expect(share((one) => one.due_at !== null || one.due_date !== null)).toBeCloseTo(0.6, 1);
  expect(share((one) => one.parent_id !== null)).toBeCloseTo(0.1, 1);
  expect(share((one) => one.recurrence !== null)).toBeGreaterThan(0.02);
  expect(new Set(tasks.map((one) => one.project_id)).size).toBe(PROJECTS.length + 1);
  expect(new Set(tasks.flatMap((one) => one.tags)).size).toBe(TAGS.length);
});

test("tasks were made before now, in the order of their ids, and a part comes after the whole", () => {
  const tasks = lifeOf(3, 1000);
  const created = tasks.map((one) => one.created_at);
  expect(created).toEqual(created.toSorted());
  expect(tasks.every((one) => Date.parse(one.updated_at) <= NOW)).toBe(true);
  expect(tasks.every((one) => one.parent_id === null || one.parent_id < one.id)).toBe(true);
});

test("words are many, plain and each there once", () => {
  expect(VOCABULARY.length).toBeGreaterThan(1500);
  expect(new Set(VOCABULARY).size).toBe(VOCABULARY.length);
  expect(VOCABULARY.filter((word) => !/^[a-z]+$/.test(word))).toEqual([]);
});

test("Zipf's law: the first comes up twice as often as the second", () => {
  const random = randomFrom(5);
  const rank = zipf(100);
  const counts = new Map<number, number>();
  for (let i = 0; i < 50_000; i += 1) {
    const drawn = rank(random);
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
  }
  expect((counts.get(0) ?? 0) / (counts.get(1) ?? 1)).toBeCloseTo(2, 0);
  expect(Math.max(...counts.keys())).toBe(99);
});
