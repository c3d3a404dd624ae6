import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { type Library, openLibrary } from "./support/library.ts";

let library: Library;
beforeAll(async () => {
  library = await openLibrary();
});

const newUser = () => `user-${randomUUID()}`;

/** The user's index: each task's words by weight. */
async function entries(userId: string): Promise<string[]> {
  return library.as(userId, async ({ db }) => {
    const { rows } = await db.query<{ task_id: number; weight: number; word: string }>(
      "SELECT task_id, weight, word FROM task_word ORDER BY task_id, weight, word",
    );
    return rows.map(({ task_id, weight, word }) => `${task_id} ${weight} ${word}`);
  });
}

test("a task is indexed by each of its sources, every word once", async () => {
  const userId = newUser();
  const after = {
    title: "Buy milk, milk",
    tags: ["Old house", "House"],
    project: "Milk run",
    notes: "Crème",
  };
  await library.index(userId, [{ taskId: 1, after }]);
  expect(await entries(userId)).toEqual([
    "1 1 buy",
    "1 1 milk",
    "1 2 house",
    "1 2 old",
    "1 3 milk",
    "1 3 run",
    "1 4 creme",
  ]);
});

test("a change takes away what is gone and leaves what both have", async () => {
  const userId = newUser();
  const before = { title: "Buy milk", notes: "soon" };
  await library.index(userId, [{ taskId: 1, after: before }]);
  await library.index(userId, [{ taskId: 1, before, after: { title: "Buy bread", notes: "soon" } }]);
  expect(await entries(userId)).toEqual(["1 1 bread", "1 1 buy", "1 4 soon"]);
});

test("a source that a change leaves out stays", async () => {
  const userId = newUser();
  await library.index(userId, [{ taskId: 1, after: { title: "Milk", tags: ["house", "old house"] } }]);
  const renamed = { before: { tags: ["house", "old house"] }, after: { tags: ["house", "new house"] } };
  await library.index(userId, [{ taskId: 1, ...renamed }]);
  expect(await entries(userId)).toEqual(["1 1 milk", "1 2 house", "1 2 new"]);
});

test("a task that is gone for good leaves nothing", async () => {
  const userId = newUser();
  const text = { title: "Buy milk", notes: "soon" };
  await library.index(userId, [{ taskId: 1, after: text }]);
  await library.index(userId, [{ taskId: 1, before: text }]);
  expect(await entries(userId)).toEqual([]);
});

test("indexing twice is indexing once", async () => {
  const userId = newUser();
  const change = { taskId: 1, after: { title: "Buy milk" } };
  await library.index(userId, [change]);
  await library.index(userId, [change]);
  expect(await entries(userId)).toEqual(["1 1 buy", "1 1 milk"]);
});

test("of notes, the first 400 words are indexed", async () => {
  const userId = newUser();
  const notes = Array.from({ length: 500 }, (_, i) => `w${i}`).join(" ");
  await library.index(userId, [{ taskId: 1, after: { notes: `w0 w0 ${notes}` } }]);
  const found = await entries(userId);
  expect(found).toHaveLength(400);
  expect(found).toContain("1 4 w399");
});

test("more changes than fit into a statement are all indexed", async () => {
  const userId = newUser();
  const changes = Array.from({ length: 11_000 }, (_, taskId) => ({
    taskId,
    after: { title: `task n${taskId}` },
  }));
  await library.index(userId, changes);
  expect(await entries(userId)).toHaveLength(22_000);
});

test("writers of one user with the same new words don't end each other", async () => {
  const userId = newUser();
  const words = Array.from({ length: 60 }, (_, i) => `word${i}`);
  const writes = Array.from({ length: 12 }, (_, i) => {
    const turned = [...words.slice(i * 5), ...words.slice(0, i * 5)].join(" ");
    return library.index(userId, [{ taskId: i + 1, after: { title: turned } }]);
  });
  await Promise.all(writes);
  expect(await entries(userId)).toHaveLength(12 * 60);
});
