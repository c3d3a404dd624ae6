import { purgeChanges } from "@punctual/chat-api/live/purge";
import { helloEvent, resetEvent } from "@punctual/contracts/live";
import type { Task } from "@punctual/contracts/task";
import { describe, expect, test } from "vitest";
import { openStream } from "../../../../test/support/event-stream.ts";
import { startChatApi } from "../support/app.ts";
import { listen } from "./support/replica.ts";

// Only wake-ups make streams look here: nothing comes by itself.
const chatApi = await startChatApi({ liveLimits: { pollMs: 600_000, streamsPerUser: 3 } });
const { app, pool, person } = chatApi;
const { url, stream, wake } = await listen(chatApi);

describe("a stream", () => {
  test("begins with its place, says when to come back, and isn't cached or collected", async () => {
    const ada = await person();
    await ada.add({ title: "Milk" });
    const client = await stream(ada);
    const [hello] = await client.seen(1);
    const { sequence } = helloEvent.parse(hello?.data);
    expect(hello).toMatchObject({ event: "hello", id: String(sequence) });
    expect(sequence).toBeGreaterThan(0);
    expect(client.retries).toHaveLength(1);
    expect(client.headers).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    client.close();
  });

  test("tells of a change with the task as it is", async () => {
    const ada = await person();
    const client = await stream(ada);
    await client.seen(1);
    const { undo_token: _, ...task } = (await ada.add({
      title: "Milk",
      tags: ["shop"],
    } as object)) as Task & { undo_token: string };
    await wake(ada.userId);
    // The tag came into being too.
    await client.seen(3);
    const changes = client.changes();
    expect(changes.find(({ entity }) => entity === "task")).toEqual({
      sequence: expect.any(Number) as number,
      entity: "task",
      entity_id: task.id,
      action: "created",
      version: 1,
      at: expect.any(String) as string,
      task,
    });
    expect(client.events.map(({ id }) => Number(id)).slice(1)).toEqual(
      changes.map(({ sequence }) => sequence),
    );
    client.close();
  });

  test("tells of whatever can be done, in its order", async () => {
    const ada = await person();
    const client = await stream(ada);
    await client.seen(1);
    const { id } = await ada.add({ title: "Milk" });
    await ada.ask("PATCH", `/api/tasks/${id}`, { title: "Oat milk" });
    await ada.ask("POST", `/api/tasks/${id}/complete`);
    await ada.ask("POST", `/api/tasks/${id}/reopen`);
    await ada.ask("DELETE", `/api/tasks/${id}`);
    await ada.ask("POST", "/api/projects", { name: "House" });
    await ada.ask("POST", "/api/tags", { name: "home" });
    await wake(ada.userId);
    await client.seen(8);
    expect(client.changes().map(({ entity, action, version }) => [entity, action, version])).toEqual([
      ["task", "created", 1],
      ["task", "updated", 2],
      ["task", "completed", 3],
      ["task", "reopened", 4],
      ["task", "deleted", 5],
      ["project", "created", 1],
      ["tag", "created", 1],
    ]);
    // As they are now, all five: in the trash.
    const tasks = client.changes().flatMap(({ task }) => (task ? [task] : []));
    expect(tasks.map(({ title, deleted_at }) => [title, typeof deleted_at])).toEqual(
      Array(5).fill(["Oat milk", "string"]),
    );
    expect(client.changes().at(-2)?.project).toMatchObject({ name: "House" });
    expect(client.changes().at(-1)?.tag).toMatchObject({ name: "home" });
    client.close();
  });

  test("has null for what is gone for good", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Milk" });
    await pool.query("DELETE FROM task WHERE id = $1", [id]);
    const client = await stream(ada, "0");
    await client.seen(1);
    expect(client.changes()).toMatchObject([{ entity_id: id, action: "created", task: null }]);
    client.close();
  });

  test("shows nothing of others, and a wake-up for one wakes no other", async () => {
    const [ada, eve] = [await person(), await person()];
    const [hers, eves] = [await stream(ada), await stream(eve)];
    await Promise.all([hers.seen(1), eves.seen(1)]);
    await ada.add({ title: "Secret" });
    await wake(eve.userId);
    await wake(ada.userId);
    await hers.seen(2);
    const { id } = await eve.add({ title: "Mine" });
    await wake(eve.userId);
    await eves.seen(2);
    expect(eves.changes().map(({ entity_id }) => entity_id)).toEqual([id]);
    // Nor with the place of the other.
    const peeking = await stream(eve, "0");
    await peeking.seen(1);
    expect(peeking.changes().map(({ entity_id }) => entity_id)).toEqual([id]);
    for (const client of [hers, eves, peeking]) client.close();
  });
});

describe("a client that comes back", () => {
  test("gets what it missed, each change once, and then what comes", async () => {
    const ada = await person();
    const first = await stream(ada);
    await first.seen(1);
    await ada.add({ title: "One" });
    await wake(ada.userId);
    await first.seen(2);
    first.close();
    await ada.add({ title: "Two" });
    await ada.add({ title: "Three" });
    const second = await stream(ada, first.lastEventId);
    await second.seen(2);
    await ada.add({ title: "Four" });
    await wake(ada.userId);
    await second.seen(3);
    expect(second.changes().map(({ task }) => task?.title)).toEqual(["Two", "Three", "Four"]);
    second.close();
  });

  test("may give its place in the address, and its header is newer", async () => {
    const ada = await person();
    await ada.add({ title: "One" });
    await ada.add({ title: "Two" });
    const address = `${url}/api/stream?last_event_id=0`;
    const both = await openStream(address, ada.token);
    await both.seen(2);
    const again = await openStream(address, ada.token, both.events[0]?.id);
    await again.seen(1);
    expect(again.changes().map(({ task }) => task?.title)).toEqual(["Two"]);
    both.close();
    again.close();
  });

  test("gets more than one batch", async () => {
    const ada = await person();
    const drafts = Array.from({ length: 250 }, (_, i) => ada.add({ title: `Task ${i}` }));
    await Promise.all(drafts);
    const client = await stream(ada, "0");
    await client.seen(250);
    const sequences = client.changes().map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    expect(new Set(client.changes().map(({ entity_id }) => entity_id)).size).toBe(250);
    client.close();
  });

  test.each([
    ["unknown", "999999"],
    ["invalid", "yesterday"],
  ])("with a place that is %s must load anew, and goes on from now", async (reason, lastEventId) => {
    const ada = await person();
    await ada.add({ title: "One" });
    const client = await stream(ada, lastEventId);
    const [reset] = await client.seen(1);
    const { sequence } = resetEvent.parse(reset?.data);
    expect(reset).toMatchObject({ event: "reset", id: String(sequence), data: { reason } });
    await ada.add({ title: "Two" });
    await wake(ada.userId);
    await client.seen(2);
    expect(client.changes().map(({ task }) => task?.title)).toEqual(["Two"]);
    client.close();
  });

  test("after what it lacks was deleted must load anew; one that lacks nothing needn't", async () => {
    const ada = await person();
    await ada.add({ title: "One" });
    const client = await stream(ada, "0");
    await client.seen(1);
    client.close();
    await pool.query("UPDATE change SET at = now() - interval '31 days' WHERE user_id = $1", [ada.userId]);
    await ada.add({ title: "Two" });
    expect(await purgeChanges(pool)).toBe(1);

    const [late, inTime] = [await stream(ada, "0"), await stream(ada, client.lastEventId)];
    await Promise.all([late.seen(1), inTime.seen(1)]);
    expect(late.events).toMatchObject([{ event: "reset", data: { reason: "expired" } }]);
    expect(inTime.changes().map(({ task }) => task?.title)).toEqual(["Two"]);
    late.close();
    inTime.close();
  });
});

describe("is refused", () => {
  test("a stream without a token", async () => {
    const answer = await app.inject({ url: "/api/stream" });
    expect([answer.statusCode, answer.json<object>()]).toMatchObject([401, { code: "unauthorized" }]);
  });

  test("one more than a person may have, until one ends", async () => {
    const ada = await person();
    const open = [await stream(ada), await stream(ada), await stream(ada)];
    const answer = await app.inject({
      url: "/api/stream",
      headers: { authorization: `Bearer ${ada.token}` },
    });
    expect([answer.statusCode, answer.json<object>()]).toMatchObject([
      429,
      { code: "too_many_streams", detail: expect.stringContaining("3 streams") as string },
    ]);
    const others = await stream(await person());
    expect(others.status).toBe(200);
    open[0]?.close();
    await expect
      .poll(async () => {
        const again = await stream(ada);
        again.close();
        return again.status;
      })
      .toBe(200);
    for (const client of [...open, others]) client.close();
  });

  test("opening many at once, but for as many as a person may have", async () => {
    const ada = await person();
    const all = await Promise.all(Array.from({ length: 8 }, () => stream(ada)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429, 429, 429, 429]);
    for (const client of all) client.close();
  });

  test("an unknown parameter", async () => {
    const ada = await person();
    const answer = await ada.ask("GET", "/api/stream?since=3");
    expect([answer.statusCode, answer.json<object>()]).toMatchObject([400, { errors: [{ field: "since" }] }]);
  });

  test("a wake-up without the sidecar's token", async () => {
    const answer = await app.inject({ method: "POST", url: "/dapr/task-updates", payload: {} });
    expect(answer.statusCode).toBe(401);
  });
});

test("a wake-up that can't be read is done with, for nobody can use it later", async () => {
  const response = await fetch(`${url}/dapr/task-updates`, {
    method: "POST",
    headers: { "content-type": "application/cloudevents+json", "dapr-api-token": "shown by the sidecar" },
    body: JSON.stringify({ data: "nothing" }),
  });
  expect([response.status, await response.text()]).toEqual([200, ""]);
});

test("the API's description has the stream", async () => {
  const { paths } = (await app.inject({ url: "/openapi.json" })).json<{
    paths: Record<string, { get: unknown }>;
  }>();
  expect(paths["/api/stream"]?.get).toMatchObject({
    responses: { 200: { content: { "text/event-stream": expect.anything() } } },
  });
});
