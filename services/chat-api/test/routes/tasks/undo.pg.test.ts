import type { Task } from "@punctual/contracts/task";
import { describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../../support/app.ts";

const { person } = await startChatApi();

/** A task as people see it, but for what every write counts on. */
function content({ version: _, updated_at: __, ...rest }: Task): object {
  return rest;
}
const read = async (who: Person, id: number) => (await who.ask("GET", `/api/tasks/${id}`)).json<Task>();
const undo = (who: Person, token: unknown) => who.ask("POST", `/api/undo/${token}`);

const RICH = {
  title: "Report",
  notes: "one\ntwo",
  priority: "high",
  tags: ["q4", "work"],
  due_at: "2026-12-01T09:00:00.000Z",
  time_zone: "Europe/Berlin",
  start_at: "2026-11-20T00:00:00.000Z",
  recurrence: { rrule: "FREQ=WEEKLY;BYDAY=MO" },
  reminders: [{ before: "PT30M", of: "due" }],
  estimate: "PT45M",
};

/** Writes, each with what it answers its token in. */
const WRITES: readonly [string, (ada: Person, task: Task) => Promise<unknown>][] = [
  [
    "a patch of everything",
    async (ada, { id }) =>
      (
        await ada.ask("PATCH", `/api/tasks/${id}`, {
          title: "x",
          notes: "",
          priority: "none",
          tags: ["other"],
          due_at: null,
          time_zone: null,
          start_at: null,
          recurrence: null,
          reminders: [],
          estimate: null,
        })
      ).json().undo_token,
  ],
  [
    "completing",
    async (ada, { id }) => (await ada.ask("POST", `/api/tasks/${id}/complete`)).json().undo_token,
  ],
  ["deleting", async (ada, { id }) => (await ada.ask("DELETE", `/api/tasks/${id}`)).headers["undo-token"]],
  [
    "moving into a project",
    async (ada, { id }) => {
      const project = (await ada.ask("POST", "/api/projects", { name: "House" })).json();
      const moved = await ada.ask("POST", `/api/tasks/${id}/move`, { project_id: project.id });
      return moved.json().undo_token;
    },
  ],
  [
    "several changes in one bulk request",
    async (ada, { id }) => {
      const operations = [
        { op: "patch", id, patch: { title: "y" } },
        { op: "complete", id },
        { op: "delete", id },
      ];
      return (await ada.ask("POST", "/api/tasks/bulk", { operations })).json().undo_token;
    },
  ],
];

describe.each(WRITES)("undoing %s", (_what, write) => {
  test("brings back every field", async () => {
    const ada = await person();
    const before = await ada.add(RICH);
    const token = await write(ada, before);
    expect(content(await read(ada, before.id))).not.toEqual(content(before));
    const answer = await undo(ada, token);
    expect(answer.statusCode).toBe(200);
    expect(content(await read(ada, before.id))).toEqual(content(before));
    expect(answer.json().tasks).toEqual([await read(ada, before.id)]);
  });

  test("can itself be undone", async () => {
    const ada = await person();
    const { id } = await ada.add(RICH);
    const token = await write(ada, await read(ada, id));
    const written = content(await read(ada, id));
    const undone = (await undo(ada, token)).json();
    expect((await undo(ada, undone.undo_token)).statusCode).toBe(200);
    expect(content(await read(ada, id))).toEqual(written);
  });

  test("is refused once the task has been changed since, and changes nothing", async () => {
    const ada = await person();
    const { id } = await ada.add(RICH);
    const token = await write(ada, await read(ada, id));
    const state = await read(ada, id);
    const restored = state.deleted_at ? await ada.ask("POST", `/api/tasks/${id}/restore`) : undefined;
    if (!restored) await ada.ask("PATCH", `/api/tasks/${id}`, { notes: "meanwhile" });
    const now = await read(ada, id);
    const answer = await undo(ada, token);
    expect([answer.statusCode, answer.json().code]).toEqual([409, "changed_since"]);
    expect(await read(ada, id)).toEqual(now);
  });

  test("is nobody else's to do", async () => {
    const ada = await person();
    const eve = await person();
    const { id } = await ada.add(RICH);
    const token = await write(ada, await read(ada, id));
    const now = await read(ada, id);
    const answer = await undo(eve, token);
    expect([answer.statusCode, answer.json().code]).toEqual([404, "undo_not_found"]);
    expect(await read(ada, id)).toEqual(now);
  });
});

test("undoing a new task puts it into the trash", async () => {
  const ada = await person();
  const made = (await ada.ask("POST", "/api/tasks", { title: "Milk" })).json();
  await undo(ada, made.undo_token);
  expect((await read(ada, made.id)).deleted_at).not.toBeNull();
  expect((await ada.ask("GET", "/api/tasks")).json().items).toEqual([]);
});

test("an undo of many tasks is all or none", async () => {
  const ada = await person();
  const tasks = [await ada.add({ title: "a" }), await ada.add({ title: "b" })];
  const operations = tasks.map(({ id }) => ({ op: "complete", id }));
  const { undo_token } = (await ada.ask("POST", "/api/tasks/bulk", { operations })).json();
  await ada.ask("PATCH", `/api/tasks/${tasks[1]?.id}`, { title: "changed" });
  expect((await undo(ada, undo_token)).statusCode).toBe(409);
  expect((await read(ada, tasks[0]?.id ?? 0)).status).toBe("done");
});

test("a token of more than 24 hours ago is refused", async () => {
  const { pool, person: another } = await startChatApi();
  const ada = await another();
  const made = (await ada.ask("POST", "/api/tasks", { title: "Milk" })).json();
  await pool.query("UPDATE change SET at = at - interval '24 hours 1 second' WHERE user_id = $1", [
    ada.userId,
  ]);
  expect((await undo(ada, made.undo_token)).json().code).toBe("undo_not_found");
});

test("undoing a renamed tag names it again on every task", async () => {
  const ada = await person();
  const task = await ada.add({ title: "a", tags: ["home"] });
  const [tag] = (await ada.ask("GET", "/api/tags")).json().items;
  const { undo_token } = (await ada.ask("PATCH", `/api/tags/${tag.id}`, { name: "house" })).json();
  expect((await read(ada, task.id)).tags).toEqual(["house"]);
  expect((await undo(ada, undo_token)).statusCode).toBe(200);
  expect((await read(ada, task.id)).tags).toEqual(["home"]);
});
