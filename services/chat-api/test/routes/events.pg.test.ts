import { taskEvent, taskUpdate } from "@punctual/contracts/events";
import type { Task } from "@punctual/contracts/task";
import { describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";

const { app, pool, person } = await startChatApi();

/** Makes a task, changes it as told, and gives the two events of that change with the task as it then was. */
async function changed(how: (ada: Person, id: number) => Promise<unknown>) {
  const ada = await person();
  const { id } = await ada.add({ title: "Milk", due_at: "2026-11-23T09:00:00Z" });
  await how(ada, id);
  const { rows } = await pool.query<{ version: number }>("SELECT version FROM task WHERE id = $1", [id]);
  return { ada, id, version: rows[0]?.version, events: await ada.events() };
}

const KINDS: readonly [string, (ada: Person, id: number) => Promise<unknown>][] = [
  ["updated", (ada, id) => ada.ask("PATCH", `/api/tasks/${id}`, { title: "Oat milk" })],
  ["completed", (ada, id) => ada.ask("POST", `/api/tasks/${id}/complete`)],
  ["deleted", (ada, id) => ada.ask("DELETE", `/api/tasks/${id}`)],
];

test("making a task leaves one event for consumers and one for live clients", async () => {
  const ada = await person();
  const made = await ada.add({ title: "Milk" });
  const events = await ada.events();
  expect(events.map(({ topic, event }) => [topic, event.type])).toEqual([
    ["task-events", "dev.punctual.task.created"],
    ["task-updates", "dev.punctual.task.created"],
  ]);
  expect(events[0]?.event).toMatchObject({
    specversion: "1.0",
    source: "chat-api",
    subject: `task/${made.id}`,
  });
});

test("the event for consumers has the fields of the plan, and the whole task", async () => {
  const ada = await person();
  const made = await ada.add({ title: "Milk", tags: ["shop"], due_date: "2026-11-23" });
  const [first] = await ada.events();
  expect(first?.event.data).toEqual({
    event_id: first?.event.id,
    event_type: "created",
    task_id: made.id,
    task_data: made,
    user_id: ada.userId,
    timestamp: made.created_at,
    version: 1,
    action: "created",
    task_before: null,
    actor: { door: "rest", credential: expect.anything() },
  });
});

test("the event for live clients is only a wake-up", async () => {
  const ada = await person();
  const made = await ada.add({ title: "Milk" });
  const [, second] = await ada.events();
  expect(second?.event.data).toEqual({
    event_type: "created",
    entity: "task",
    task_id: made.id,
    user_id: ada.userId,
    timestamp: made.created_at,
    version: 1,
  });
});

describe.each(KINDS)("a task that is %s", (kind, how) => {
  test("leaves exactly two more events, as the contracts have them", async () => {
    const { events, id, version } = await changed(how);
    const more = events.slice(2);
    expect(more.map(({ topic }) => topic)).toEqual(["task-events", "task-updates"]);
    const about = { event_type: kind, task_id: id, version };
    expect(taskEvent.parse(more[0]?.event.data)).toMatchObject(about);
    expect(taskUpdate.parse(more[1]?.event.data)).toMatchObject(about);
  });

  test("is told as it is afterwards", async () => {
    const { events, version } = await changed(how);
    expect(taskEvent.parse(events[2]?.event.data).task_data.version).toBe(version);
  });
});

test("a deleted task's event says when it was deleted", async () => {
  const { events } = await changed((ada, id) => ada.ask("DELETE", `/api/tasks/${id}`));
  const { task_data, timestamp } = taskEvent.parse(events[2]?.event.data);
  expect(task_data.deleted_at).toBe(timestamp);
});

test("completing a task twice is one event", async () => {
  const { events } = await changed(async (ada, id) => {
    await ada.ask("POST", `/api/tasks/${id}/complete`);
    await ada.ask("POST", `/api/tasks/${id}/complete`);
  });
  expect(events).toHaveLength(4);
});

test("completing a task in many requests at once is one event", async () => {
  const { events } = await changed((ada, id) =>
    Promise.all(Array.from({ length: 8 }, () => ada.ask("POST", `/api/tasks/${id}/complete`))),
  );
  expect(events).toHaveLength(4);
});

test.each<[string, (ada: Person, task: Task) => Promise<unknown>]>([
  ["a request that was refused", (ada, { id }) => ada.ask("PATCH", `/api/tasks/${id}`, { title: "" })],
  ["a task that isn't there", (ada) => ada.ask("DELETE", "/api/tasks/999999")],
  ["reading", (ada, { id }) => ada.ask("GET", `/api/tasks/${id}`)],
])("%s leaves no event", async (_what, how) => {
  const ada = await person();
  await how(ada, await ada.add({ title: "Milk" }));
  expect(await ada.events()).toHaveLength(2);
});

test("versions in a user's events only go up, task by task, though requests come at once", async () => {
  const ada = await person();
  const { id } = await ada.add({ title: "Milk" });
  await Promise.all(
    Array.from({ length: 10 }, (_, i) => ada.ask("PATCH", `/api/tasks/${id}`, { title: `Milk ${i}` })),
  );
  const events = (await ada.events()).filter(({ topic }) => topic === "task-events");
  expect(events.map(({ event }) => event.data.version)).toEqual(Array.from({ length: 11 }, (_, i) => i + 1));
});

test("an event carries the trace of the request that made it, also when its body comes late", async () => {
  const ada = await person();
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const sent = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      controller.enqueue(new TextEncoder().encode('{"title":'));
      // The rest comes once another request was answered, so in a packet of its own.
      await fetch(`${url}/healthz`).then((answer) => answer.text());
      controller.enqueue(new TextEncoder().encode('"Milk"}'));
      controller.close();
      sent.resolve();
    },
  });
  const answer = await fetch(`${url}/api/tasks`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${ada.token}`,
      "content-type": "application/json",
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
    },
    body,
    duplex: "half",
  });
  await sent.promise;
  expect(answer.status).toBe(201);
  const [event] = await ada.events();
  expect(event?.event.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
});
