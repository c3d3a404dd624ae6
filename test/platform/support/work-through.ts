import { vi } from "vitest";
import { openStream } from "../../support/event-stream.ts";
import { breakHandler } from "./break-handler.ts";
import { asAgent } from "./mcp-client.ts";
import { refused } from "./odd-probe.ts";
import { newPerson, type Person } from "./person.ts";
import type { Platform } from "./platform.ts";

/**
 * Does with a platform what people and agents do with it, and gives it an event that it can't take: whatever it counts
 * has been counted at least once.
 */
export async function workThrough(platform: Platform): Promise<void> {
  const [person, unlucky] = [await newPerson(platform), await newPerson(platform)];
  const mend = await breakHandler(platform, unlucky.userId);
  await unlucky.add("Never taken");
  await keepTasks(person);
  await chat(person);
  await asAgent(platform, person, async (client) => {
    await client.callTool({ name: "add-tasks", arguments: { tasks: [{ title: "From an agent" }] } });
    await client.callTool({ name: "complete-tasks", arguments: { ids: [2 ** 31 - 1] } });
  });
  await ok(person, "/api/notifications/test", { method: "POST" });
  await listen(platform, person);
  await refusals(platform);
  await deadLetter(platform);
  await mend();
}

async function keepTasks(person: Person): Promise<void> {
  const { id } = await person.add("Water the plants");
  await ok(person, `/api/tasks/${id}`, { method: "PATCH", body: { priority: "high" } });
  await ok(person, `/api/tasks/${id}/complete`, { method: "POST" });
  await ok(person, "/api/tasks");
  // The event that can't be taken may be in the same partition, and is given up only after ten seconds.
  await person.historyOf(id, 3, 40_000);
}

/** A client that follows changes, and goes. */
async function listen(platform: Platform, { token }: Person): Promise<void> {
  const client = await openStream(new URL("/api/stream", platform.url), token);
  await client.seen(1);
  client.close();
}

/** A conversation is written to the state store, and read from it. */
async function chat(person: Person): Promise<void> {
  const said = await ok(person, "/api/chat", { body: { message: "add call mom" } });
  const { conversation_id: id } = (await said.json()) as { conversation_id: string };
  await ok(person, `/api/chat/${id}`);
}

/** Each sidecar refuses in its own way: no policy for the caller, none for what it asks, no such store. */
async function refusals(platform: Platform): Promise<void> {
  const [chatApi, , recurrence] = platform.ports.sidecars;
  await refused(platform, recurrence.http, "/invoke/notifier/method/api/notify");
  await refused(platform, chatApi.http, "/invoke/notifier/method/dead-letters");
  await refused(platform, chatApi.http, "/state/no-such-store");
}

/** Waits until recurrence has given an event up. */
async function deadLetter(platform: Platform): Promise<void> {
  await vi.waitFor(
    async () => {
      const sql = "SELECT count(*)::int AS letters FROM dead_letter";
      const [row] = await platform.sql<{ letters: number }>("recurrence", sql);
      if (!row?.letters) throw new Error("no dead letter yet");
    },
    { timeout: 60_000, interval: 250 },
  );
}

async function ok(person: Person, path: string, init?: Parameters<Person["fetch"]>[1]): Promise<Response> {
  const response = await person.fetch(path, init);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}
