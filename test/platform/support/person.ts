import { createHash, randomBytes, randomUUID } from "node:crypto";
import { type History, history } from "@punctual/contracts/history";
import type { Task } from "@punctual/contracts/task";
import { writtenTask } from "@punctual/contracts/writes";
import { vi } from "vitest";
import type { Platform } from "./platform.ts";

/** Somebody who uses the platform, with a token of their own: tests don't see each other's tasks. */
export interface Person {
  readonly userId: string;
  readonly token: string;
  /** Sends a request with the token; the body, if any, as JSON. */
  fetch(path: string, init?: { method?: string; body?: unknown }): Promise<Response>;
  /** Makes a task; throws unless the answer is 201. */
  add(title: string): Promise<Task>;
  history(taskId: number): Promise<History>;
  /** Waits until a task's history has this many entries. */
  historyOf(taskId: number, entries: number, timeoutMs?: number): Promise<History>;
}

/** Makes somebody new. */
export async function newPerson(platform: Platform): Promise<Person> {
  const userId = `test-${randomUUID()}`;
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest();
  const sql = `WITH owner AS (INSERT INTO person (id) VALUES ($2))
    INSERT INTO api_token (token_sha256, user_id) VALUES ($1, $2)`;
  await platform.sql("chat_api", sql, [hash, userId]);

  const send: Person["fetch"] = (path, init = {}) =>
    fetch(new URL(path, platform.url), {
      method: init.method ?? (init.body === undefined ? "GET" : "POST"),
      headers: {
        authorization: `Bearer ${token}`,
        ...(init.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    });
  const readHistory = async (taskId: number) => {
    const response = await send(`/api/tasks/${taskId}/history`);
    if (response.status !== 200) throw new Error(`history: ${response.status} ${await response.text()}`);
    return history.parse(await response.json());
  };
  return {
    userId,
    token,
    fetch: send,
    async add(title) {
      const response = await send("/api/tasks", { body: { title } });
      if (response.status !== 201) throw new Error(`add: ${response.status} ${await response.text()}`);
      const { undo_token: _, ...made } = writtenTask.parse(await response.json());
      return made;
    },
    history: readHistory,
    historyOf: (taskId, entries, timeout = 10_000) =>
      vi.waitFor(
        async () => {
          const found = await readHistory(taskId);
          if (found.items.length < entries) throw new Error(`${found.items.length} of ${entries} entries`);
          return found;
        },
        { timeout, interval: 50 },
      ),
  };
}
