import type { SavedFilter } from "@punctual/contracts/filter";
import { describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";

const { person } = await startChatApi();

type Written = SavedFilter & { undo_token: string | null };

async function save(who: Person, name: string, query: string, sort?: string): Promise<Written> {
  const answer = await who.ask("POST", "/api/filters", { name, query, ...(sort ? { sort } : {}) });
  expect(answer.statusCode).toBe(201);
  return answer.json<Written>();
}

async function titles(who: Person, query: Readonly<Record<string, string>>): Promise<string[]> {
  const answer = await who.ask("GET", `/api/tasks?${new URLSearchParams(query)}`);
  expect(answer.statusCode).toBe(200);
  return answer.json<{ items: { title: string }[] }>().items.map(({ title }) => title);
}

async function names(who: Person): Promise<string[]> {
  const answer = await who.ask("GET", "/api/filters");
  return answer.json<{ items: SavedFilter[] }>().items.map(({ name }) => name);
}

async function addThree(who: Person): Promise<void> {
  await who.add({ title: "a", priority: "high", tags: ["home"] });
  await who.add({ title: "b", tags: ["home"] });
  await who.add({ title: "c", priority: "urgent" });
}

describe("a saved filter", () => {
  test("is made, read, changed and deleted", async () => {
    const ada = await person();
    const made = await save(ada, "Pressing", "priority>=high", "-priority");
    const { undo_token: _, ...shown } = made;
    const read = await ada.ask("GET", `/api/filters/${made.id}`);
    expect(read.json()).toEqual(shown);
    const changed = await ada.ask("PATCH", `/api/filters/${made.id}`, {
      query: "priority:urgent",
      sort: null,
    });
    expect(changed.json()).toMatchObject({
      name: "Pressing",
      query: "priority:urgent",
      sort: null,
      version: 2,
    });
    expect((await ada.ask("DELETE", `/api/filters/${made.id}`)).statusCode).toBe(204);
    const gone = await ada.ask("GET", `/api/filters/${made.id}`);
    expect([gone.statusCode, gone.json().code]).toEqual([404, "filter_not_found"]);
  });

  test("lists what fits it, in its order unless another is asked for", async () => {
    const ada = await person();
    await addThree(ada);
    await save(ada, "Pressing", "priority>=high", "-priority");
    expect(await titles(ada, { filter: "pressing" })).toEqual(["c", "a"]);
    expect(await titles(ada, { filter: "PRESSING", sort: "title" })).toEqual(["a", "c"]);
    expect(await titles(ada, { filter: "Pressing", query: "tag:home" })).toEqual(["a"]);
  });

  test("stands in a query as if it were in parentheses", async () => {
    const ada = await person();
    await addThree(ada);
    await save(ada, "Home or urgent", "tag:home OR priority:urgent");
    await save(ada, "nested", '-saved:"home or urgent"');
    expect(await titles(ada, { query: 'saved:"Home or urgent" priority>=high', sort: "title" })).toEqual([
      "a",
      "c",
    ]);
    expect(await titles(ada, { query: "saved:nested" })).toEqual([]);
    expect(await titles(ada, { query: "-saved:nested", sort: "-title" })).toEqual(["c", "b", "a"]);
  });

  test("that uses itself, by however many steps, is refused", async () => {
    const ada = await person();
    const one = await save(ada, "one", "status:open");
    await save(ada, "two", "saved:one");
    await ada.ask("PATCH", `/api/filters/${one.id}`, { query: "saved:two" });
    const answer = await ada.ask("GET", "/api/tasks?query=saved:two");
    expect([answer.statusCode, answer.json().code]).toEqual([400, "query_invalid"]);
    expect(answer.json().detail).toContain("uses itself");
  });

  test("that multiplies is refused before it grows", async () => {
    const ada = await person();
    await save(ada, "n0", "status:open");
    for (let i = 1; i <= 4; i++)
      await save(
        ada,
        `n${i}`,
        Array(4)
          .fill(`saved:n${i - 1}`)
          .join(" "),
      ).catch(() => {});
    const answer = await ada.ask("GET", "/api/tasks?query=saved:n4");
    expect([answer.statusCode, answer.json().code]).toEqual([400, "query_invalid"]);
  });

  test.each([
    [{ name: "x", query: "prioritty:high" }, "query_invalid", "query"],
    [{ name: "x", query: "a", sort: "duu" }, "query_invalid", "sort"],
    [{ name: " ", query: "a" }, "validation_failed", "name"],
    [{ name: "x" }, "validation_failed", "query"],
    [{ name: "x", query: "x".repeat(2_001) }, "validation_failed", "query"],
  ])("%o is refused with the field", async (draft, code, field) => {
    const answer = await (await person()).ask("POST", "/api/filters", draft);
    expect([answer.statusCode, answer.json().code]).toEqual([400, code]);
    expect(answer.json().errors[0].field).toBe(field);
  });

  test("of a name that is taken is refused, in whatever case", async () => {
    const ada = await person();
    await save(ada, "Café", "a");
    const answer = await ada.ask("POST", "/api/filters", { name: "CAFE", query: "b" });
    expect([answer.statusCode, answer.json().code]).toEqual([409, "name_taken"]);
  });

  test("of a name that two give at once is made once", async () => {
    const ada = await person();
    const made = [await save(ada, "x", "a"), await save(ada, "y", "b")];
    const answers = await Promise.all(
      made.map(({ id }) => ada.ask("PATCH", `/api/filters/${id}`, { name: "z" })),
    );
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
  });

  test("is nobody else's", async () => {
    const [ada, eve] = [await person(), await person()];
    const made = await save(ada, "mine", "status:open");
    for (const [method, payload] of [["GET"], ["PATCH", { name: "hers" }], ["DELETE"]] as const) {
      const answer = await eve.ask(method, `/api/filters/${made.id}`, payload);
      expect([answer.statusCode, answer.json().code]).toEqual([404, "filter_not_found"]);
    }
    expect(await names(eve)).toEqual([]);
    const asked = await eve.ask("GET", "/api/tasks?filter=mine");
    expect([asked.statusCode, asked.json().errors[0].field]).toEqual([400, "filter"]);
    expect(await names(ada)).toEqual(["mine"]);
  });
});

describe("undo", () => {
  const undo = (who: Person, token: string | null) => who.ask("POST", `/api/undo/${token}`);

  test("takes back that a filter was made, and makes it again", async () => {
    const ada = await person();
    const { undo_token } = await save(ada, "x", "status:open");
    const undone = await undo(ada, undo_token);
    expect(undone.statusCode).toBe(200);
    expect(await names(ada)).toEqual([]);
    expect((await undo(ada, undone.json().undo_token)).statusCode).toBe(200);
    expect(await names(ada)).toEqual(["x"]);
  });

  test("takes back a change", async () => {
    const ada = await person();
    const { id } = await save(ada, "x", "status:open", "due");
    const changed = await ada.ask("PATCH", `/api/filters/${id}`, { name: "y", query: "a", sort: null });
    expect((await undo(ada, changed.json().undo_token)).statusCode).toBe(200);
    const now = (await ada.ask("GET", `/api/filters/${id}`)).json();
    expect(now).toMatchObject({ name: "x", query: "status:open", sort: "due", version: 3 });
  });

  test("brings back what was deleted, under its id", async () => {
    const ada = await person();
    const { id } = await save(ada, "x", "status:open");
    const deleted = await ada.ask("DELETE", `/api/filters/${id}`);
    expect((await undo(ada, String(deleted.headers["undo-token"]))).statusCode).toBe(200);
    expect((await ada.ask("GET", `/api/filters/${id}`)).json()).toMatchObject({ name: "x", version: 3 });
  });

  test("is refused once the filter has changed", async () => {
    const ada = await person();
    const { id, undo_token } = await save(ada, "x", "status:open");
    await ada.ask("PATCH", `/api/filters/${id}`, { query: "status:done" });
    const refused = await undo(ada, undo_token);
    expect([refused.statusCode, refused.json().code]).toEqual([409, "changed_since"]);
  });
});
