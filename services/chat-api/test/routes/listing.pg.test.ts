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

describe("a query", () => {
  test("by status gives just what has it", async () => {
    const ada = await person();
    const open = await ada.add({ title: "a" });
    const done = await ada.add({ title: "b" });
    await ada.ask("POST", `/api/tasks/${done.id}/complete`);
    expect(ids((await page(ada, { query: "status:open" })).items)).toEqual([open.id]);
    expect(ids((await page(ada, { query: "is:done" })).items)).toEqual([done.id]);
  });

  test("by words looks in title and notes, in any case", async () => {
    const ada = await person();
    const inTitle = await ada.add({ title: "Buy MILK" });
    const inNotes = await ada.add({ title: "Shop", notes: "milk and bread" });
    await ada.add({ title: "Bread" });
    const found = ids((await page(ada, { query: "Milk", sort: "-id" })).items);
    expect(found).toEqual([inNotes.id, inTitle.id]);
  });

  test("by words knows the case of letters beyond ASCII", async () => {
    const ada = await person();
    const meant = await ada.add({ title: "Müll rausbringen" });
    expect(ids((await page(ada, { query: "MÜLL", sort: "id" })).items)).toEqual([meant.id]);
  });

  test("reads today in the caller's zone", async () => {
    const ada = await person();
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Pacific/Kiritimati" }).format(new Date());
    const task = await ada.add({ title: "a", due_date: today });
    const query = `due:${today}`;
    expect(ids((await page(ada, { query, time_zone: "Pacific/Kiritimati" })).items)).toEqual([task.id]);
    // Two days' midnights could lie between the two calls; the day itself is given, so that it doesn't matter.
    expect((await page(ada, { query: `due<${today}`, time_zone: "Pacific/Kiritimati" })).items).toEqual([]);
  });

  test("holds on the next page too", async () => {
    const ada = await person();
    await ada.add({ title: "a", priority: "high" });
    await ada.add({ title: "b" });
    await ada.add({ title: "c", priority: "high" });
    const query = { query: "priority:high", limit: "1" };
    const first = await page(ada, query);
    const second = await page(ada, { ...query, cursor: first.next_cursor ?? "" });
    expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(["c", "a"]);
    expect(second.next_cursor).toBeNull();
  });

  test.each([
    [
      "prioritty:high",
      "query",
      'Column 1: There is no field "prioritty". To look for the text itself, put it in quotes. Did you mean priority?',
    ],
    ["status:open (a", "query", "Column 13: This ( is never closed: put a ) where the group ends."],
    [
      "due<today+9999y",
      "query",
      "Column 5: This date lies outside the calendar: give one in the years 2 to 9999.",
    ],
    ["saved:errands", "query", 'Column 7: You have no saved filter "errands".'],
  ])("%s is refused with its place", async (query, field, message) => {
    const answer = await (await person()).ask("GET", `/api/tasks?${new URLSearchParams({ query })}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: "query_invalid",
      detail: message,
      errors: [{ field, message }],
    });
  });

  test("that names what isn't there finds nothing", async () => {
    const ada = await person();
    await ada.add({ title: "a", tags: ["home"] });
    expect((await page(ada, { query: "tag:work" })).items).toEqual([]);
    expect((await page(ada, { query: "-project:Old" })).items).toHaveLength(1);
  });

  test.each(["'; DROP TABLE task; --", "x' OR '1'='1", "\\", "%", "$1", "title:$2 tag:'"])(
    "with SQL in it (%s) is words like any other",
    async (sql) => {
      const ada = await person();
      const meant = await ada.add({ title: sql });
      await ada.add({ title: "other" });
      for (const query of [`"${sql.replaceAll("\\", "\\\\")}"`, `tag:"x${sql.replaceAll("\\", "\\\\")}"`]) {
        const answer = await ada.ask("GET", `/api/tasks?${new URLSearchParams({ query })}`);
        expect(answer.statusCode).toBe(200);
      }
      expect(ids((await page(ada)).items)).toContain(meant.id);
    },
  );
});

describe("an order", () => {
  test("goes by several keys, what lacks one last", async () => {
    const ada = await person();
    for (const [title, priority, due_date] of [
      ["a", "low", null],
      ["b", "high", null],
      ["c", "high", "2026-12-02"],
      ["d", "high", "2026-12-01"],
      ["e", "low", "2026-12-01"],
    ] as const) {
      await ada.add({ title, priority, due_date });
    }
    const titles = async (sort: string) =>
      (await page(ada, { sort })).items.map(({ title }) => title).join("");
    expect(await titles("-priority,due")).toBe("dcbea");
    expect(await titles("-priority,-due")).toBe("cdbea");
    expect(await titles("priority,-title")).toBe("eadcb");
    expect(await titles("due")).toBe("decab");
    expect(await titles("-due")).toBe("cedba");
  });

  test("that isn't one is refused with its place", async () => {
    const answer = await (await person()).ask("GET", "/api/tasks?sort=-priority,duu");
    expect(answer.statusCode).toBe(400);
    const { code, errors } = answer.json();
    expect(code).toBe("query_invalid");
    expect(errors).toEqual([
      { field: "sort", message: expect.stringMatching(/^Column 11: .* Did you mean due\?$/) },
    ]);
  });
});

describe("a cursor", () => {
  async function cursorOf(who: Person, query: Readonly<Record<string, string>> = {}): Promise<string> {
    const { next_cursor } = await page(who, { ...query, limit: "1" });
    if (next_cursor === null) throw new Error("there is but one page");
    return next_cursor;
  }

  test.each([
    ["query", { query: "status:open" }, { query: "status:done" }],
    ["order", { sort: "due" }, { sort: "-due" }],
    ["zone", { time_zone: "Asia/Tokyo" }, { time_zone: "Europe/Berlin" }],
  ])(
    "of another %s is refused with advice",
    async (_what, one: Record<string, string>, other: Record<string, string>) => {
      const ada = await person();
      await addMany(ada, 3);
      const cursor = await cursorOf(ada, one);
      const answer = await ada.ask("GET", `/api/tasks?${new URLSearchParams({ ...other, cursor })}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({
        code: "cursor_invalid",
        detail: expect.stringContaining("leave cursor out"),
      });
    },
  );

  test("of the same query in other words is taken", async () => {
    const ada = await person();
    await addMany(ada, 3);
    const cursor = await cursorOf(ada, { query: "status:open  AND prio:none" });
    expect((await page(ada, { query: "(status:open priority:none)", cursor })).items).toHaveLength(2);
  });

  test("of somebody else is refused", async () => {
    const [ada, eve] = [await person(), await person()];
    await addMany(ada, 3);
    await addMany(eve, 3);
    const answer = await eve.ask("GET", `/api/tasks?${new URLSearchParams({ cursor: await cursorOf(ada) })}`);
    expect([answer.statusCode, answer.json().code]).toEqual([400, "cursor_invalid"]);
  });

  test.each(["x", "bm90aGluZw", "%F0%9F%8E%82", "eyJhIjoxfQ", "null"])(
    "that nobody gave (%s) is refused",
    async (cursor) => {
      const answer = await (await person()).ask("GET", `/api/tasks?cursor=${cursor}`);
      expect([answer.statusCode, answer.json().code]).toEqual([400, "cursor_invalid"]);
    },
  );

  test("with other keys is refused, or shows one's own tasks alone", async () => {
    const [ada, eve] = [await person(), await person()];
    await addMany(ada, 2);
    await addMany(eve, 2);
    const own = JSON.parse(Buffer.from(await cursorOf(eve), "base64url").toString());
    const keys = fc.array(
      fc.oneof(
        fc.integer(),
        fc.maxSafeInteger(),
        fc.string(),
        fc.constant(null),
        fc.constant("2026-02-30T00:00:00.000000Z"),
      ),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(keys, async (forged) => {
        const cursor = Buffer.from(JSON.stringify([own[0], own[1], forged])).toString("base64url");
        const answer = await eve.ask("GET", `/api/tasks?${new URLSearchParams({ cursor })}`);
        if (answer.statusCode === 400) expect(answer.json().code).toBe("cursor_invalid");
        else {
          expect(answer.statusCode).toBe(200);
          const titles = answer.json<TaskPage>().items.map(({ id }) => id);
          const mine = ids((await page(eve)).items);
          expect(mine).toEqual(expect.arrayContaining(titles));
        }
      }),
      { numRuns: 40 },
    );
  });
});
