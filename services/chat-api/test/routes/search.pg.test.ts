import type { TaskPage } from "@punctual/contracts/task";
import { describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";

const { person } = await startChatApi();

async function search(
  who: Person,
  query: string,
  more: Readonly<Record<string, string>> = {},
): Promise<TaskPage> {
  const answer = await who.ask("GET", `/api/tasks?${new URLSearchParams({ query, ...more })}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<TaskPage>();
}

const titles = async (...asked: Parameters<typeof search>) =>
  (await search(...asked)).items.map(({ title }) => title);

describe("words in a query", () => {
  test("find tasks the best first, by title, tag, project and notes", async () => {
    const ada = await person();
    const project = (await ada.ask("POST", "/api/projects", { name: "Milk round" })).json<{ id: number }>();
    await ada.add({ title: "Fetch milk" });
    await ada.add({ title: "A tag", tags: ["milk"] });
    await ada.add({ title: "A project", project_id: project.id });
    await ada.add({ title: "Notes", notes: "of mílk" });
    await ada.add({ title: "Bread" });
    const expected = ["Fetch milk", "A tag", "A project", "Notes"];
    expect(await titles(ada, "milk")).toEqual(expected);
    expect(await titles(ada, "mlik")).toEqual(expected);
    expect(await titles(ada, "mil")).toEqual(expected);
  });

  test("are shown where they matched", async () => {
    const ada = await person();
    await ada.add({ title: "Crème brûlée", notes: "with cream" });
    const { items } = await search(ada, "creme cre");
    expect(items[0]?.highlights).toEqual({
      title: { text: "Crème brûlée", ranges: [{ start: 0, end: 5 }] },
      notes: { text: "with cream", ranges: [{ start: 5, end: 8 }] },
    });
  });

  test("go together with conditions, other orders and the trash", async () => {
    const ada = await person();
    const first = await ada.add({ title: "Milk one", priority: "high" });
    await ada.add({ title: "Milk two" });
    await ada.add({ title: "Bread", priority: "high" });
    const gone = await ada.add({ title: "Milk three" });
    await ada.ask("DELETE", `/api/tasks/${gone.id}`);
    await ada.ask("POST", `/api/tasks/${first.id}/complete`);
    expect(await titles(ada, "milk")).toEqual(["Milk two", "Milk one"]);
    expect(await titles(ada, "milk", { sort: "id" })).toEqual(["Milk one", "Milk two"]);
    expect(await titles(ada, "milk status:open")).toEqual(["Milk two"]);
    expect(await titles(ada, "(milk OR bread) priority:high", { sort: "title" })).toEqual([
      "Bread",
      "Milk one",
    ]);
    expect(await titles(ada, "-milk")).toEqual(["Bread"]);
    expect(await titles(ada, "milk is:trashed")).toEqual(["Milk three"]);
  });

  test("give every task once, page by page", async () => {
    const ada = await person();
    for (let i = 0; i < 7; i++) await ada.add({ title: `Milk ${i}`, notes: i % 2 ? "milk" : "" });
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: TaskPage = await search(ada, "milk", { limit: "3", ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `Milk ${i}`));
  });

  test("of another person find nothing", async () => {
    const [ada, bob] = [await person(), await person()];
    await ada.add({ title: "Zanzibar", notes: "invoices" });
    for (const query of ["zanzibar", "zan", "za*", "zanzibra", '"zanzibar"', "invoices", "title:zanzibar"]) {
      expect(await titles(bob, query)).toEqual([]);
    }
  });
});

describe("what is found follows", () => {
  test("a change of the title, and its being undone", async () => {
    const ada = await person();
    const task = await ada.add({ title: "Milk" });
    const changed = await ada.ask("PATCH", `/api/tasks/${task.id}`, { title: "Bread" });
    expect(await titles(ada, "milk")).toEqual([]);
    expect(await titles(ada, "bread")).toEqual(["Bread"]);
    await ada.ask("POST", `/api/undo/${changed.json<{ undo_token: string }>().undo_token}`);
    expect(await titles(ada, "milk")).toEqual(["Milk"]);
    expect(await titles(ada, "bread")).toEqual([]);
  });

  test("a new name of a tag and of a project", async () => {
    const ada = await person();
    const project = (await ada.ask("POST", "/api/projects", { name: "Old house" })).json<{ id: number }>();
    await ada.add({ title: "Paint", tags: ["errand"], project_id: project.id });
    const tags = (await ada.ask("GET", "/api/tags")).json<{ items: { id: number }[] }>();
    await ada.ask("PATCH", `/api/tags/${tags.items[0]?.id}`, { name: "shopping" });
    await ada.ask("PATCH", `/api/projects/${project.id}`, { name: "New house" });
    for (const query of ["errand", "old"]) expect(await titles(ada, query)).toEqual([]);
    for (const query of ["shopping", "new", '"new house"'])
      expect(await titles(ada, query)).toEqual(["Paint"]);
  });
});
