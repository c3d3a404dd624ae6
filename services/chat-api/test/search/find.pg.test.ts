import { randomUUID } from "node:crypto";
import { textPredicate } from "@punctual/chat-api/search/predicate";
import { weigh } from "@punctual/chat-api/search/weigh";
import { beforeAll, describe, expect, test } from "vitest";
import { type Draft, type Library, openLibrary, phrase } from "./support/library.ts";

let library: Library;
beforeAll(async () => {
  library = await openLibrary();
});

/** A person with these tasks. */
async function personWith(...drafts: Draft[]): Promise<string> {
  const userId = `user-${randomUUID()}`;
  await library.add(userId, drafts);
  return userId;
}

describe("a word is found", () => {
  test.each([
    ["as it is", "milk", "Buy milk"],
    ["in any case", "MILK", "buy Milk"],
    ["without its accents", "creme brulee", "Crème brûlée"],
    ["with accents where there are none", "brûlée", "Creme brulee"],
    ["by its beginning", "inv", "Pay invoices"],
    ["by two letters that nothing has as a word", "in", "Pay invoices"],
    ["with a letter left out", "recive", "Receive goods"],
    ["with a letter too many", "receeive", "Receive goods"],
    ["with letters swapped", "recieve", "Receive goods"],
    ["with the middle of four letters swapped", "Mlik", "Buy milk"],
    ["with a wrong first letter", "teceive", "Receive goods"],
    ["with a wrong last letter", "receivr", "Receive goods"],
    ["with two errors from eight letters on", "funtcoin", "A function"],
    ["in a script without spaces", "東京", "来月東京に行く"],
    ["as a single letter of such a script", "京", "東京に行く"],
    ["as a pictograph", "🎉", "Party 🎉"],
    ["by the part of an address", "example", "See www.example.com"],
    ["between punctuation", "don't", "I don't know"],
  ])("%s", async (_, text, title) => {
    const userId = await personWith(title, "Something else", "Nichts davon");
    expect(await library.titles(userId, text)).toEqual([title]);
  });

  test.each([
    ["notes", { title: "A", notes: "Remember the milk" }],
    ["a tag", { title: "A", tags: ["errands", "Milk run"] }],
    ["the project's name", { title: "A", project: "Milk round" }],
  ])("in %s", async (_, draft) => {
    const userId = await personWith(draft, "Something else");
    expect(await library.titles(userId, "milk")).toEqual(["A"]);
  });
});

describe("a word is not found", () => {
  test.each([
    ["with an error in three letters", "mlk", "Milk"],
    ["with two errors in seven letters", "recvie", "Receive"],
    ["with another digit", "room 124", "Room 123"],
    ["with an error where a task has the very word", "form", "From here"],
  ])("%s", async (_, text, title) => {
    const userId = await personWith(title, "A form of it");
    expect(await library.titles(userId, text)).not.toContain(title);
  });

  test("by one letter of a script with spaces, unless it is the word", async () => {
    const userId = await personWith("Buy milk", "Plan B");
    expect(await library.titles(userId, "b")).toEqual(["Plan B"]);
  });
});

test("all words must be there, wherever they are", async () => {
  const userId = await personWith("Buy milk", { title: "Buy", notes: "milk" }, "Milk", "Buy bread");
  expect(await library.titles(userId, "buy milk")).toEqual(["Buy milk", "Buy"]);
  expect(await library.titles(userId, "buy", "milk")).toEqual(["Buy milk", "Buy"]);
  expect(await library.titles(userId, "buy", "nothinglikeit")).toEqual([]);
});

test("a word is looked for where it was asked for only", async () => {
  const userId = await personWith("Milk", { title: "Bread", notes: "and milk" });
  const of = (source: "title" | "notes") => ({ text: "milk", phrase: false, prefix: false, source });
  expect(await library.titles(userId, of("title"))).toEqual(["Milk"]);
  expect(await library.titles(userId, of("notes"))).toEqual(["Bread"]);
});

test("a beginning may be one letter where it says so", async () => {
  const userId = await personWith("Milk", "Bread");
  expect(await library.titles(userId, { text: "m", phrase: false, prefix: true })).toEqual(["Milk"]);
});

describe("a phrase", () => {
  test.each([
    ["in a title", "The old house", "Old: a house"],
    ["across punctuation and line ends", { title: "The old -\n house" }, "House, old"],
    ["in notes", { title: "A", notes: "an Öld house" }, { title: "B", notes: "old. The house" }],
    ["in a tag", { title: "A", tags: ["old house"] }, { title: "B", tags: ["old", "house"] }],
    ["in a project", { title: "A", project: "Old house" }, { title: "B", notes: "house", project: "Old" }],
  ])("is found %s and only in order", async (_, has, hasNot) => {
    const userId = await personWith(has, hasNot);
    await link(userId, [has, hasNot]);
    expect(await library.titles(userId, phrase("old house"))).toEqual([
      typeof has === "string" ? has : has.title,
    ]);
  });

  test("is neither completed nor mended", async () => {
    const userId = await personWith("The old houses", "The old house");
    expect(await library.titles(userId, phrase("old house"))).toEqual(["The old house"]);
    expect(await library.titles(userId, phrase("old hosue"))).toEqual([]);
  });

  test("is found within unspaced text", async () => {
    const userId = await personWith("来月東京タワーに行く", "京東 タワー東京");
    expect(await library.titles(userId, phrase("東京タワー"))).toEqual(["来月東京タワーに行く"]);
  });

  /** Gives tasks their tags and projects for real: phrases are compared with those. */
  async function link(userId: string, drafts: readonly Draft[]): Promise<void> {
    await library.as(userId, async ({ db }) => {
      for (const draft of drafts) {
        if (typeof draft === "string") continue;
        for (const name of draft.tags ?? []) {
          await db.query(
            `WITH made AS (INSERT INTO tag (user_id, name, name_key) VALUES ($1, $2, $2) RETURNING id)
             INSERT INTO task_tag (user_id, task_id, tag_id)
             SELECT $1, task.id, made.id FROM made, task WHERE task.user_id = $1 AND task.title = $3`,
            [userId, name, draft.title],
          );
        }
        if (!draft.project) continue;
        await db.query(
          `WITH made AS (
             INSERT INTO project (user_id, name, name_key, position) VALUES ($1, $2, $2, 'a') RETURNING id
           ) UPDATE task SET project_id = made.id FROM made WHERE task.user_id = $1 AND task.title = $3`,
          [userId, draft.project, draft.title],
        );
      }
    });
  }
});

test("a text of very many words is found as a whole", async () => {
  const long = "alles was man nur so sagen kann und noch viel mehr als das steht hier in einem satz";
  const userId = await personWith(long, `${long.slice(0, -4)} buch`, `${long} mehr`);
  const dotted = long.replaceAll(" ", ".");
  expect(await library.titles(userId, dotted)).toEqual([`${long} mehr`, long]);
  expect(await library.titles(userId, phrase(long))).toEqual([`${long} mehr`, long]);
});

test("a phrase with characters that a database can't keep is a phrase without them", async () => {
  const userId = await personWith("The old house");
  expect(await library.titles(userId, phrase("old\u0000house\ud800"))).toEqual(["The old house"]);
});

test("a hundred common beginnings are answered", async () => {
  const userId = `user-${randomUUID()}`;
  const beginnings = Array.from({ length: 100 }, (_, i) => `b${i.toString(36).padStart(2, "0")}`);
  const title = beginnings.map((beginning) => `${beginning}x`).join(" ");
  await library.add(
    userId,
    Array.from({ length: 120 }, () => title),
  );
  const { places, more } = await library.page(userId, beginnings, { limit: 100 });
  expect(places).toHaveLength(100);
  expect(more).toBe(true);
});

test("text without words fits every task as a condition, and finds none by rank", async () => {
  const userId = await personWith("Milk");
  const [found] = await library.find(userId, ["!?"]);
  expect(found && textPredicate(found, () => "$1")).toBe("(true)");
  expect(await library.titles(userId, "!?")).toEqual([]);
});

test("as conditions, texts select what they find by rank, weighed or not", async () => {
  const userId = await personWith(
    "Buy milk",
    { title: "Buy", notes: "milk" },
    "Milk",
    "Buy bread",
    "The milk, bought",
  );
  for (const texts of [["milk"], ["buy", "milk"], ["mlik"], [phrase("buy milk")], ["nothinglikeit"]]) {
    const expected = (await library.titles(userId, ...texts)).sort();
    for (const weighed of [false, true]) expect(await selected(userId, texts, weighed)).toEqual(expected);
  }
});

async function selected(
  userId: string,
  texts: Parameters<Library["find"]>[1],
  weighed: boolean,
): Promise<string[]> {
  const found = await library.find(userId, texts);
  return library.as(userId, async (reader) => {
    const values: unknown[] = [userId];
    const conditions = (weighed ? await weigh(reader, found) : found).map((text) =>
      textPredicate(text, (value) => `$${values.push(value)}`),
    );
    const { rows } = await reader.db.query<{ title: string }>(
      `SELECT t.title FROM task AS t WHERE t.user_id = $1 AND ${conditions.join(" AND ")} ORDER BY t.title`,
      values,
    );
    return rows.map(({ title }) => title).sort();
  });
}

describe("nobody's words", () => {
  test("find another's tasks, complete to or are mended to another's words", async () => {
    const owner = await personWith("Zanzibar invoices", { title: "Secret", notes: "zebra" });
    const other = await personWith("Milk");
    for (const text of [
      "zanzibar",
      "zan",
      "za",
      "zanzibra",
      "invoices",
      phrase("zanzibar invoices"),
      "milk zebra",
    ]) {
      expect(await library.titles(other, text)).toEqual([]);
    }
    expect(await library.titles(owner, "zan")).toEqual(["Zanzibar invoices"]);
  });

  test("are looked at even by a statement that forgets whose they are", async () => {
    await personWith("Zanzibar");
    const other = await personWith("Milk");
    await library.as(other, async ({ db }) => {
      for (const table of ["task_word", "user_word"]) {
        const { rows } = await db.query<{ word: string }>(`SELECT DISTINCT word FROM ${table}`);
        expect(rows).toEqual([{ word: "milk" }]);
      }
    });
  });

  test("can be written for somebody else", async () => {
    const owner = await personWith("Milk");
    const other = await personWith("Bread");
    const write = library.as(other, ({ db }) =>
      db.query("INSERT INTO task_word (user_id, word, weight, task_id) VALUES ($1, 'planted', 1, 1)", [
        owner,
      ]),
    );
    await expect(write).rejects.toThrow("row-level security");
  });
});
