import { PURGES } from "@punctual/chat-api/purge/purges";
import { expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const { person: newPerson, pool } = await startChatApi();

function purge(name: string): Promise<number> {
  const found = PURGES.find((one) => one.name === name);
  if (!found) throw new Error(`nothing purges ${name}`);
  return found.run(pool);
}

test("tasks are purged after 30 days in the trash, with events that tell of it, and not before", async () => {
  const [ada, bob] = [await newPerson(), await newPerson()];
  const [old, young] = [await ada.add({ title: "Old" }), await ada.add({ title: "Young" })];
  const other = await bob.add({ title: "Bob's" });
  for (const { id } of [old, young]) await ada.ask("DELETE", `/api/tasks/${id}`);
  await bob.ask("DELETE", `/api/tasks/${other.id}`);
  await pool.query("UPDATE task SET deleted_at = now() - interval '31 days' WHERE id = ANY ($1)", [
    [old.id, other.id],
  ]);

  expect(await purge("trash")).toBe(2);
  expect(await purge("trash")).toBe(0);
  const { rows } = await pool.query<{ id: number }>("SELECT id FROM task WHERE id = ANY ($1)", [
    [old.id, young.id, other.id],
  ]);
  expect(rows).toEqual([{ id: young.id }]);
  for (const [someone, id] of [
    [ada, old.id],
    [bob, other.id],
  ] as const) {
    const last = (await someone.events()).filter(({ topic }) => topic === "task-events").at(-1);
    expect(last?.event.data).toMatchObject({
      task_id: id,
      action: "purged",
      event_type: "deleted",
      actor: { door: "system" },
    });
  }
});

test("more tasks than one write takes are purged in several", async () => {
  const ada = await newPerson();
  await pool.query(
    `INSERT INTO task (user_id, title, notes, priority, tags, deleted_at)
     SELECT $1, 'Task ' || n, '', 'none', '{}', now() - interval '40 days' FROM generate_series(1, 1100) AS n`,
    [ada.userId],
  );
  expect(await purge("trash")).toBe(1100);
});

test("answers to requests with a key are kept for 24 hours", async () => {
  const insert = `INSERT INTO idempotency (user_id, key, fingerprint, created_at) VALUES ('ada', $1, '\\x00', now() - $2::interval)`;
  await pool.query(insert, ["old", "25 hours"]);
  await pool.query(insert, ["young", "23 hours"]);
  expect(await purge("idempotency_keys")).toBe(1);
  const { rows } = await pool.query("SELECT key FROM idempotency");
  expect(rows).toEqual([{ key: "young" }]);
});

test("what has nothing to purge says so", async () => {
  for (const { name } of PURGES) await purge(name);
  for (const { name } of PURGES) expect([name, await purge(name)]).toEqual([name, 0]);
});
