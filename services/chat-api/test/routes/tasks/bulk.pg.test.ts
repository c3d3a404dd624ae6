import type { Task } from "@punctual/contracts/task";
import { expect, test } from "vitest";
import { type Person, startChatApi } from "../../support/app.ts";

const { person } = await startChatApi();
const bulk = (who: Person, operations: readonly object[], atomic?: boolean) =>
  who.ask("POST", "/api/tasks/bulk", { operations, ...(atomic === undefined ? {} : { atomic }) });

test("does every kind of operation, in order", async () => {
  const ada = await person();
  const [a, b, c] = [
    await ada.add({ title: "a" }),
    await ada.add({ title: "b" }),
    await ada.add({ title: "c" }),
  ];
  await ada.ask("DELETE", `/api/tasks/${c.id}`);
  const answer = await bulk(ada, [
    { op: "create", task: { title: "new", tags: ["x"] } },
    { op: "patch", id: a.id, patch: { priority: "high" }, if_version: 1 },
    { op: "move", id: a.id, to: { parent_id: b.id } },
    { op: "complete", id: a.id },
    { op: "reopen", id: a.id },
    { op: "restore", id: c.id },
    { op: "delete", id: b.id },
  ]);
  expect(answer.statusCode).toBe(200);
  const { results, undo_token } = answer.json();
  expect(results.map(({ status }: { status: string }) => status)).toEqual(Array(7).fill("done"));
  expect(results[0].task).toMatchObject({ title: "new", tags: ["x"] });
  expect((await ada.ask("GET", `/api/tasks/${a.id}`)).json()).toMatchObject({
    priority: "high",
    parent_id: b.id,
  });
  expect((await ada.ask("POST", `/api/undo/${undo_token}`)).statusCode).toBe(200);
  expect((await ada.ask("GET", `/api/tasks/${a.id}`)).json()).toMatchObject({
    priority: "none",
    parent_id: null,
    deleted_at: null,
  });
});

test("says of each operation why it was refused, and does the others", async () => {
  const ada = await person();
  const a = await ada.add({ title: "a" });
  const answer = await bulk(ada, [
    { op: "patch", id: a.id, patch: { title: "b" }, if_version: 7 },
    { op: "complete", id: 999_999_999 },
    { op: "patch", id: a.id, patch: { recurrence: { rrule: "FREQ=DAILY" } } },
    { op: "complete", id: a.id },
  ]);
  const { results } = answer.json();
  expect(results.map((each: { problem?: { code: string } }) => each.problem?.code)).toEqual([
    "version_changed",
    "task_not_found",
    "validation_failed",
    undefined,
  ]);
  const now = (await ada.ask("GET", `/api/tasks/${a.id}`)).json<Task>();
  expect(now).toMatchObject({ title: "a", status: "done", version: 2 });
});

test("with atomic, does all or nothing and names the operation that was refused", async () => {
  const ada = await person();
  const a = await ada.add({ title: "a" });
  const operations = [
    { op: "complete", id: a.id },
    { op: "patch", id: a.id, patch: { parent_id: a.id } },
  ];
  const answer = await bulk(ada, operations, true);
  expect([answer.statusCode, answer.json().errors]).toEqual([
    400,
    [{ field: "operations[1].parent_id", message: "a task can't be its own parent" }],
  ]);
  expect((await ada.ask("GET", `/api/tasks/${a.id}`)).json()).toEqual(a);
});

test("takes 500 operations and not one more", async () => {
  const ada = await person();
  const operations = Array.from({ length: 501 }, (_, i) => ({ op: "create", task: { title: `t ${i}` } }));
  const refused = await bulk(ada, operations);
  expect([refused.statusCode, refused.json().errors[0].field]).toEqual([400, "operations"]);
  const done = await bulk(ada, operations.slice(1));
  expect(done.json().results).toHaveLength(500);
});

test("two bulk requests of the same tasks in opposite order both get through", async () => {
  const ada = await person();
  const ids: number[] = [];
  for (let i = 0; i < 10; i++) ids.push((await ada.add({ title: `t ${i}` })).id);
  const patch = (order: readonly number[]) =>
    bulk(
      ada,
      order.map((id) => ({ op: "patch", id, patch: { title: `t ${order[0]}` } })),
    );
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => patch(i % 2 ? ids : ids.toReversed())),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200));
});
