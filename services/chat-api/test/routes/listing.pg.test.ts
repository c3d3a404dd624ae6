import type { Task, TaskPage } from "@punctual/contracts/task";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";

const { person } = await startChatApi();

async function page(who: Person, query: Readonly<Record<string, string>> = {}): Promise<TaskPage> {
  const answer = await who.ask("GET", `/api/tasks?${new URLSearchParams(query)}`);
  expect(answer.statusCode).toBe(200);
  return answer.json<TaskPage>();
}

/** Reads all pages of `limit`; `between` runs before each page but the first. */
async function allPages(who: Person, limit: number, between: (seen: readonly Task[]) => Promise<void>) {
  const seen: Task[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    if (cursor) await between(seen);
    const next: TaskPage = await page(who, { limit: String(limit), ...(cursor ? { cursor } : {}) });
    expect(next.items.length).toBeLessThanOrEqual(limit);
    seen.push(...next.items);
    cursor = next.next_cursor;
  }
  return seen;
}

async function addMany(who: Person, count: number): Promise<Task[]> {
  const added: Task[] = [];
  for (let i = 0; i < count; i++) added.push(await who.add({ title: `task ${i}` }));
  return added;
}

const ids = (tasks: readonly Task[]) => tasks.map(({ id }) => id);

describe("a list", () => {
  test("of nobody's tasks is empty", async () => {
    expect(await page(await person())).toEqual({ items: [], next_cursor: null });
  });

  test("has the newest first, each as it is read alone", async () => {
    const ada = await person();
    const added = await addMany(ada, 3);
    expect((await page(ada)).items).toEqual(added.toReversed());
  });

  test("is of 50 unless said otherwise", async () => {
    const ada = await person();
    await addMany(ada, 51);
    expect((await page(ada)).items).toHaveLength(50);
  });

  test("that ends with its page has no next one", async () => {
    const ada = await person();
    await addMany(ada, 4);
    const first = await page(ada, { limit: "2" });
    const second = await page(ada, { limit: "2", cursor: first.next_cursor ?? "" });
    expect([second.items.length, second.next_cursor]).toEqual([2, null]);
  });
});

describe("all pages together", () => {
  const sizes = fc.record({ tasks: fc.integer({ min: 0, max: 9 }), limit: fc.integer({ min: 1, max: 5 }) });

  test("are all tasks, whatever the size of a page", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async ({ tasks, limit }) => {
        const ada = await person();
        const added = await addMany(ada, tasks);
        expect(ids(await allPages(ada, limit, async () => {}))).toEqual(ids(added).toReversed());
      }),
      { numRuns: 15 },
    );
  });

  test("skip and repeat nothing that was there throughout, when tasks come and go in between", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async ({ tasks, limit }) => {
        const ada = await person();
        const kept = new Set(ids(await addMany(ada, tasks)));
        const seen = await allPages(ada, limit, async (soFar) => {
          await ada.add({ title: "added meanwhile" });
          // One that was seen (a cursor may point at it) and one that wasn't.
          const rest = [...kept].filter((id) => !ids(soFar).includes(id));
          for (const id of [soFar.at(-1)?.id, rest[0]]) {
            if (id === undefined) continue;
            kept.delete(id);
            await ada.ask("DELETE", `/api/tasks/${id}`);
          }
        });
        const found = ids(seen);
        expect(new Set(found).size).toBe(found.length);
        expect(found).toEqual(found.toSorted((a, b) => b - a));
        expect(found).toEqual(expect.arrayContaining([...kept]));
      }),
      { numRuns: 15 },
    );
  });
});

describe("a filter", () => {
  test.each(["open", "done"])("by status gives just what is %s", async (status) => {
    const ada = await person();
    const open = await ada.add({ title: "a" });
    const done = await ada.add({ title: "b" });
    await ada.ask("POST", `/api/tasks/${done.id}/complete`);
    expect(ids((await page(ada, { status })).items)).toEqual([status === "open" ? open.id : done.id]);
  });

  test("by text looks in title and notes, in any case", async () => {
    const ada = await person();
    const inTitle = await ada.add({ title: "Buy MILK" });
    const inNotes = await ada.add({ title: "Shop", notes: "milk and bread" });
    await ada.add({ title: "Bread" });
    expect(ids((await page(ada, { text: "Milk" })).items)).toEqual([inNotes.id, inTitle.id]);
  });

  test("by text knows the case of letters beyond ASCII", async () => {
    const ada = await person();
    const meant = await ada.add({ title: "Müll rausbringen" });
    expect(ids((await page(ada, { text: "MÜLL" })).items)).toEqual([meant.id]);
  });

  test.each(["100%", "a_b", "back\\slash", "it's"])("by the text %s means just that", async (text) => {
    const ada = await person();
    const meant = await ada.add({ title: `x ${text} y` });
    await ada.add({ title: "x 100 a-b backslash its y" });
    expect(ids((await page(ada, { text })).items)).toEqual([meant.id]);
  });

  test("holds on the next page too", async () => {
    const ada = await person();
    await ada.add({ title: "milk 1" });
    await ada.add({ title: "bread" });
    await ada.add({ title: "milk 2" });
    const first = await page(ada, { text: "milk", limit: "1" });
    const second = await page(ada, { text: "milk", limit: "1", cursor: first.next_cursor ?? "" });
    expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(["milk 2", "milk 1"]);
    expect(second.next_cursor).toBeNull();
  });
});

test("somebody else's cursor shows nothing of theirs", async () => {
  const ada = await person();
  const eve = await person();
  await addMany(ada, 3);
  const { next_cursor } = await page(ada, { limit: "1" });
  expect((await page(eve, { cursor: next_cursor ?? "" })).items).toEqual([]);
});
