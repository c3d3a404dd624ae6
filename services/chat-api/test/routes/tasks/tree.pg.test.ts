import type { Task } from "@punctual/contracts/task";
import { describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../../support/app.ts";

const { person } = await startChatApi();
const read = async (who: Person, id: number) => (await who.ask("GET", `/api/tasks/${id}`)).json<Task>();
const move = (who: Person, id: number, to: object) => who.ask("POST", `/api/tasks/${id}/move`, to);

/** A project and its tasks' titles in manual order. */
async function project(who: Person, titles: readonly string[]) {
  const { id } = (await who.ask("POST", "/api/projects", { name: "House" })).json();
  const tasks: Task[] = [];
  for (const title of titles) tasks.push(await who.add({ title, project_id: id }));
  const order = async () => {
    const all = await Promise.all(tasks.map((task) => read(who, task.id)));
    return all
      .sort((a, b) => (a.position < b.position ? -1 : 1))
      .map(({ title }) => title)
      .join(" ");
  };
  return { id, ids: tasks.map((task) => task.id), order };
}

describe("manual order", () => {
  test("new tasks come last", async () => {
    expect(await (await project(await person(), ["a", "b", "c"])).order()).toBe("a b c");
  });

  test.each([
    ["before the first", 2, "before", 0, "c a b"],
    ["between two", 0, "before", 2, "b a c"],
    ["after the last", 0, "after", 2, "b c a"],
    ["after the first", 2, "after", 0, "a c b"],
  ] as const)("a task can be put %s", async (_where, what, side, next, expected) => {
    const ada = await person();
    const { ids, order } = await project(ada, ["a", "b", "c"]);
    const answer = await move(ada, ids[what] ?? 0, { [side]: ids[next] });
    expect(answer.statusCode).toBe(200);
    expect(await order()).toBe(expected);
  });

  test("there is always room between two, and at the end for new ones", async () => {
    const ada = await person();
    const { id, ids } = await project(ada, ["a", "b", "c"]);
    for (let i = 0; i < 60; i++) {
      const moved = ids[i % 2 ? 1 : 2] ?? 0;
      expect((await move(ada, moved, { after: ids[0] })).statusCode).toBe(200);
    }
    for (let i = 0; i < 12; i++) await move(ada, ids[i % 2] ?? 0, { after: ids[(i + 1) % 2] });
    const last = await ada.add({ title: "new", project_id: id });
    const others = await Promise.all(ids.map((each) => read(ada, each)));
    for (const other of others) expect(last.position > other.position).toBe(true);
  });

  test("a task that goes into another project comes last there", async () => {
    const ada = await person();
    const { id, ids } = await project(ada, ["a", "b"]);
    const loose = await ada.add({ title: "x" });
    await move(ada, ids[0] ?? 0, { after: ids[1] });
    const moved = (await move(ada, loose.id, { project_id: id })).json<Task>();
    expect(moved.position > (await read(ada, ids[0] ?? 0)).position).toBe(true);
  });

  test("a neighbour in another project is refused", async () => {
    const ada = await person();
    const { id, ids } = await project(ada, ["a"]);
    const loose = await ada.add({ title: "x" });
    const answer = await move(ada, ids[0] ?? 0, { project_id: id, before: loose.id });
    expect([answer.statusCode, answer.json().errors[0].field]).toEqual([400, "before"]);
  });
});

describe("subtasks", () => {
  test("go to any depth, and into no circle", async () => {
    const ada = await person();
    const chain = [await ada.add({ title: "0" })];
    for (let i = 1; i < 30; i++) {
      chain.push(await ada.add({ title: String(i), parent_id: chain.at(-1)?.id }));
    }
    const [top, , deep] = [chain[0]?.id ?? 0, 0, chain.at(-1)?.id];
    for (const answer of [
      await move(ada, top, { parent_id: deep }),
      await move(ada, top, { parent_id: top }),
      await ada.ask("PATCH", `/api/tasks/${top}`, { parent_id: deep }),
    ]) {
      expect([answer.statusCode, answer.json().errors[0].field]).toEqual([400, "parent_id"]);
    }
  });

  test("two moves at once don't close a circle", async () => {
    const ada = await person();
    for (let round = 0; round < 8; round++) {
      const [a, b] = [await ada.add({ title: "a" }), await ada.add({ title: "b" })];
      const answers = await Promise.all([
        move(ada, a.id, { parent_id: b.id }),
        move(ada, b.id, { parent_id: a.id }),
      ]);
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 400]);
    }
  });

  test("of another person's task can't be made", async () => {
    const [ada, eve] = [await person(), await person()];
    const hers = await ada.add({ title: "a" });
    const answer = await eve.ask("POST", "/api/tasks", { title: "b", parent_id: hers.id });
    expect([answer.statusCode, answer.json().errors]).toEqual([
      400,
      [{ field: "parent_id", message: `you have no task ${hers.id}` }],
    ]);
  });
});

describe("the trash", () => {
  test("takes what is below a task along, and gives it back together", async () => {
    const ada = await person();
    const top = await ada.add({ title: "top" });
    const child = await ada.add({ title: "child", parent_id: top.id });
    const before = await ada.add({ title: "gone before", parent_id: top.id });
    await ada.ask("DELETE", `/api/tasks/${before.id}`);
    await ada.ask("DELETE", `/api/tasks/${top.id}`);
    expect((await read(ada, child.id)).deleted_at).not.toBeNull();
    await ada.ask("POST", `/api/tasks/${top.id}/restore`);
    expect((await read(ada, child.id)).deleted_at).toBeNull();
    expect((await read(ada, before.id)).deleted_at).not.toBeNull();
  });

  test("gives back a subtask alone without its parent", async () => {
    const ada = await person();
    const top = await ada.add({ title: "top" });
    const child = await ada.add({ title: "child", parent_id: top.id });
    await ada.ask("DELETE", `/api/tasks/${top.id}`);
    const restored = (await ada.ask("POST", `/api/tasks/${child.id}/restore`)).json();
    expect(restored).toMatchObject({ parent_id: null, deleted_at: null });
  });

  test("can be emptied of one task, or of all", async () => {
    const ada = await person();
    const [a, b] = [await ada.add({ title: "a" }), await ada.add({ title: "b" })];
    const kept = await ada.add({ title: "kept" });
    for (const { id } of [a, b]) await ada.ask("DELETE", `/api/tasks/${id}`);
    expect((await ada.ask("DELETE", `/api/trash/${a.id}`)).statusCode).toBe(204);
    expect((await ada.ask("GET", `/api/tasks/${a.id}`)).statusCode).toBe(404);
    expect((await ada.ask("DELETE", "/api/trash")).json()).toEqual({
      purged: 1,
      more: false,
      undo_token: null,
    });
    expect((await ada.ask("GET", `/api/tasks/${b.id}`)).statusCode).toBe(404);
    expect((await ada.ask("GET", `/api/tasks/${kept.id}`)).statusCode).toBe(200);
  });

  test("purges nothing that isn't in it", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "a" });
    const answer = await ada.ask("DELETE", `/api/trash/${id}`);
    expect([answer.statusCode, answer.json().code]).toEqual([409, "not_in_trash"]);
    expect((await ada.ask("POST", `/api/tasks/${id}/restore`)).json().code).toBe("not_in_trash");
  });
});
