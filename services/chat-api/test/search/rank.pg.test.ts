import { randomUUID } from "node:crypto";
import type { Place } from "@punctual/chat-api/search/rank-tasks";
import { beforeAll, expect, test } from "vitest";
import { type Draft, type Library, openLibrary, phrase } from "./support/library.ts";

let library: Library;
beforeAll(async () => {
  library = await openLibrary();
});

async function personWith(...drafts: Draft[]): Promise<string> {
  const userId = `user-${randomUUID()}`;
  await library.add(userId, drafts);
  return userId;
}

test("titles come before tags, projects and notes, whatever is newest", async () => {
  const userId = await personWith(
    "Fetch milk",
    { title: "A tag", tags: ["milk"] },
    { title: "A project", project: "Milk" },
    { title: "Notes", notes: "milk" },
  );
  expect(await library.titles(userId, "milk")).toEqual(["Fetch milk", "A tag", "A project", "Notes"]);
});

test("the word itself comes before its completions", async () => {
  const userId = await personWith("Plan it", "Planning it");
  expect(await library.titles(userId, "plan")).toEqual(["Plan it", "Planning it"]);
});

test("of several words, the title that is nothing else comes first, then side by side, then in order", async () => {
  const userId = await personWith("Buy milk", "Then buy milk there", "Buy the milk", "Milk to buy", {
    title: "Buy things",
    notes: "milk",
  });
  expect(await library.titles(userId, "buy milk")).toEqual([
    "Buy milk",
    "Then buy milk there",
    "Buy the milk",
    "Milk to buy",
    "Buy things",
  ]);
});

test("a title that is the word comes before others that have it", async () => {
  const userId = await personWith("Milk", "Buy milk", "Milk, again");
  expect(await library.titles(userId, "milk")).toEqual(["Milk", "Milk, again", "Buy milk"]);
});

test("of equals, the newest comes first", async () => {
  const userId = await personWith("Milk one", "Milk two", "Milk three");
  expect(await library.titles(userId, "milk")).toEqual(["Milk three", "Milk two", "Milk one"]);
});

/** Far more tasks than are ranked: most have "usual", each tenth "other" in its notes, and three "needle". */
async function manyTasks(): Promise<{ userId: string; ids: number[] }> {
  const userId = `user-${randomUUID()}`;
  const drafts = Array.from({ length: 2_600 }, (_, i) => ({
    title: `${i % 13 === 0 ? "strange" : "usual"} ${i % 13 === 1 || i % 7 === 0 ? "common" : "plain"} ${i % 1000 === 7 ? "needle" : "hay"}`,
    notes: i % 10 === 0 ? "other" : "",
  }));
  return { userId, ids: await library.add(userId, drafts) };
}

async function allPages(userId: string, texts: string[], limit: number): Promise<Place[]> {
  const all: Place[] = [];
  for (let after: Place | undefined; ; ) {
    const { places, more } = await library.page(userId, texts, { limit, after });
    all.push(...places);
    after = places.at(-1);
    if (!more) return all;
  }
}

test("pages give every task once, beyond those that are ranked and as they would be on one page", async () => {
  const { userId, ids } = await manyTasks();
  const expected = ids.filter((_, i) => i % 13 !== 0);
  const places = await allPages(userId, ["usual"], 170);
  expect(places.map(({ id }) => id).sort((a, b) => a - b)).toEqual(expected);
  const { places: first } = await library.page(userId, ["usual"], { limit: 500 });
  expect(places.slice(0, 500)).toEqual(first);
});

test("common words find a rare one's tasks, and all that have several common ones", async () => {
  const { userId, ids } = await manyTasks();
  const { places } = await library.page(userId, ["usual", "needle"]);
  expect(places.map(({ id }) => id)).toEqual([ids[2007], ids[1007], ids[7]]);
  const both = await allPages(userId, ["usual", "plain"], 200);
  expect(both).toHaveLength(ids.filter((_, i) => i % 13 !== 0 && i % 13 !== 1 && i % 7 !== 0).length);
});

test("of common words, tasks are found that the newest of either don't tell of", async () => {
  const userId = `user-${randomUUID()}`;
  // 1,200 with each word, and five old ones with both.
  const ids = await library.add(userId, [
    ...Array.from({ length: 5 }, () => "alpha beta"),
    ...Array.from({ length: 1_200 }, () => "alpha"),
    ...Array.from({ length: 1_200 }, () => "beta"),
  ]);
  const { places, more } = await library.page(userId, ["alpha", "beta"]);
  expect(places.map(({ id }) => id)).toEqual(ids.slice(0, 5).reverse());
  expect(more).toBe(false);
});

test("a filter finds what lies beyond the best and newest", async () => {
  const { userId, ids } = await manyTasks();
  const wanted = [ids[1], ids[3]];
  const filter = (param: (value: unknown) => string) => `t.id = ANY(${param(wanted)}::bigint[])`;
  const { places } = await library.page(userId, ["usual"], { filter });
  expect(places.map(({ id }) => id)).toEqual([ids[3], ids[1]]);
});

test("a phrase of common words is found beyond the best and newest", async () => {
  const userId = `user-${randomUUID()}`;
  const [first] = await library.add(userId, [
    "alpha beta",
    ...Array.from({ length: 1_100 }, () => "beta alpha"),
  ]);
  const { places } = await library.page(userId, [phrase("alpha beta")]);
  expect(places.map(({ id }) => id)).toEqual([first]);
});

test("what is in the trash isn't given", async () => {
  const userId = await personWith("Milk", "Milk again");
  await library.as(userId, ({ db }) =>
    db.query("UPDATE task SET deleted_at = now() WHERE user_id = $1 AND title = 'Milk'", [userId]),
  );
  expect(await library.titles(userId, "milk")).toEqual(["Milk again"]);
});
