import { describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";

const { person } = await startChatApi();
const names = async (who: Person, url: string) =>
  (await who.ask("GET", url)).json().items.map(({ name }: { name: string }) => name);

describe.each([
  ["project", "/api/projects"],
  ["tag", "/api/tags"],
])("a %s", (kind, path) => {
  test("is made, read, renamed, coloured and archived", async () => {
    const ada = await person();
    const made = await ada.ask("POST", path, { name: "  Old house ", colour: "#33AAff" });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      name: "Old house",
      colour: "#33aaff",
      version: 1,
      archived_at: null,
    });
    const one = `${path}/${made.json().id}`;
    const changed = await ada.ask("PATCH", one, { name: "New house", colour: null, archived: true });
    expect(changed.json()).toMatchObject({ name: "New house", colour: null, version: 2 });
    expect(changed.json().archived_at).not.toBeNull();
    const { undo_token: _, ...shown } = changed.json();
    expect((await ada.ask("GET", one)).json()).toEqual(shown);
    expect([await names(ada, path), await names(ada, `${path}?archived=true`)]).toEqual([[], ["New house"]]);
  });

  test("can't have a name that differs from another's only in case or accents", async () => {
    const ada = await person();
    await ada.ask("POST", path, { name: "Café" });
    const again = await ada.ask("POST", path, { name: "CAFE" });
    expect([again.statusCode, again.json().code]).toEqual([409, "name_taken"]);
    const { id } = (await ada.ask("POST", path, { name: "Bar" })).json();
    expect((await ada.ask("PATCH", `${path}/${id}`, { name: "cafe" })).statusCode).toBe(409);
    expect((await ada.ask("PATCH", `${path}/${id}`, { name: "BAR" })).json().name).toBe("BAR");
  });

  test("is nobody else's to see or change", async () => {
    const [ada, eve] = [await person(), await person()];
    const { id } = (await ada.ask("POST", path, { name: "Secret" })).json();
    expect(await names(eve, path)).toEqual([]);
    for (const answer of [
      await eve.ask("GET", `${path}/${id}`),
      await eve.ask("PATCH", `${path}/${id}`, { name: "x" }),
    ]) {
      expect([answer.statusCode, answer.json().code]).toEqual([404, `${kind}_not_found`]);
    }
    expect((await eve.ask("POST", path, { name: "Secret" })).statusCode).toBe(201);
  });

  test("changes only as the version that was seen", async () => {
    const ada = await person();
    const { id } = (await ada.ask("POST", path, { name: "a" })).json();
    const answers = await Promise.all(["b", "c"].map((name) => ada.ask("PATCH", `${path}/${id}`, { name })));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect((await ada.ask("GET", `${path}/${id}`)).json().version).toBe(3);
  });
});

test("a renamed tag is renamed on every task", async () => {
  const ada = await person();
  const tasks = [
    await ada.add({ title: "a", tags: ["home", "x"] }),
    await ada.add({ title: "b", tags: ["HOME"] }),
  ];
  const tag = (await ada.ask("GET", "/api/tags"))
    .json()
    .items.find(({ name }: { name: string }) => name === "home");
  await ada.ask("PATCH", `/api/tags/${tag.id}`, { name: "house" });
  const read = await Promise.all(
    tasks.map(async ({ id }) => (await ada.ask("GET", `/api/tasks/${id}`)).json().tags),
  );
  expect(read).toEqual([["house", "x"], ["house"]]);
});

test("many tasks with the same new tags at once make each tag once", async () => {
  const ada = await person();
  const make = (i: number) =>
    ada.add({ title: `t ${i}`, tags: i % 2 ? ["one", "two", "three"] : ["three", "two", "one"] });
  await Promise.all(Array.from({ length: 20 }, (_, i) => make(i)));
  expect(await names(ada, "/api/tags")).toEqual(["one", "three", "two"]);
});

test("a task can't be put into somebody else's project", async () => {
  const [ada, eve] = [await person(), await person()];
  const { id } = (await ada.ask("POST", "/api/projects", { name: "Secret" })).json();
  const answer = await eve.ask("POST", "/api/tasks", { title: "a", project_id: id });
  expect(answer.json().errors).toEqual([{ field: "project_id", message: `you have no project ${id}` }]);
});

test("a deleted tag is off every task, and undoing brings both back", async () => {
  const ada = await person();
  const task = await ada.add({ title: "a", tags: ["home", "x"] });
  const tag = (await ada.ask("POST", "/api/tags", { name: "y", colour: "#112233" })).json();
  await ada.ask("PATCH", `/api/tasks/${task.id}`, { tags: ["home", "y"] });
  const deleted = await ada.ask("DELETE", `/api/tags/${tag.id}`);
  expect(deleted.statusCode).toBe(204);
  expect((await ada.ask("GET", `/api/tasks/${task.id}`)).json().tags).toEqual(["home"]);
  expect((await ada.ask("POST", `/api/undo/${deleted.headers["undo-token"]}`)).statusCode).toBe(200);
  expect((await ada.ask("GET", `/api/tasks/${task.id}`)).json().tags).toEqual(["home", "y"]);
  expect((await ada.ask("GET", `/api/tags/${tag.id}`)).json()).toMatchObject({
    name: "y",
    colour: "#112233",
  });
});

test("a project with tasks isn't deleted; an empty one is, and undoing brings it back", async () => {
  const ada = await person();
  const { id } = (await ada.ask("POST", "/api/projects", { name: "House" })).json();
  const task = await ada.add({ title: "a", project_id: id });
  expect((await ada.ask("DELETE", `/api/projects/${id}`)).json().code).toBe("project_not_empty");
  await ada.ask("DELETE", `/api/tasks/${task.id}`);
  const deleted = await ada.ask("DELETE", `/api/projects/${id}`);
  expect(deleted.statusCode).toBe(204);
  expect((await ada.ask("GET", `/api/projects/${id}`)).statusCode).toBe(404);
  await ada.ask("POST", `/api/undo/${deleted.headers["undo-token"]}`);
  expect((await ada.ask("GET", `/api/projects/${id}`)).json().name).toBe("House");
  expect((await ada.ask("GET", `/api/tasks/${task.id}`)).json().project_id).toBe(id);
});

test("projects are listed in manual order, new ones last", async () => {
  const ada = await person();
  const ids: Record<string, number> = {};
  for (const name of ["a", "b", "c"])
    ids[name] = (await ada.ask("POST", "/api/projects", { name })).json().id;
  expect(await names(ada, "/api/projects")).toEqual(["a", "b", "c"]);
  await ada.ask("POST", `/api/projects/${ids.c}/move`, { before: ids.a });
  await ada.ask("POST", `/api/projects/${ids.a}/move`, { after: ids.b });
  expect(await names(ada, "/api/projects")).toEqual(["c", "b", "a"]);
  await ada.ask("POST", "/api/projects", { name: "d" });
  expect(await names(ada, "/api/projects")).toEqual(["c", "b", "a", "d"]);
  const wrong = await ada.ask("POST", `/api/projects/${ids.a}/move`, { after: 999_999 });
  expect([wrong.statusCode, wrong.json().errors[0].field]).toEqual([400, "after"]);
});
