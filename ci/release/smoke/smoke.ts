import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { type Door, openDoor, SmokeFailed } from "./door.ts";
import { findByMcp } from "./mcp.ts";

/** How a stack is tried. */
export interface SmokeRequest {
  /** The public door. */
  readonly url: URL;
  /** Of an account for this alone: its tasks are made and deleted. */
  readonly token: string;
  readonly say: (text: string) => void;
  /** How long the door may take to open, and an event to arrive, in milliseconds: DNS and certificates are slow at first. */
  readonly patience: { readonly doorMs: number; readonly eventMs: number };
}

/** Between two looks, in milliseconds. */
const PAUSE_MS = 500;

// Loose on purpose: it must also pass the release before, whose answers have other fields.
const document = z.looseObject({ info: z.looseObject({ title: z.string() }) });
const task = z.looseObject({ id: z.int(), title: z.string(), status: z.string() });
const history = z.looseObject({ items: z.array(z.looseObject({ event_type: z.string() })) });

/**
 * Uses a stack as a person and an agent do, through its public door: makes a task, reads and completes it, sees its events
 * come back through Kafka in its history, finds it by MCP, and deletes it.
 *
 * @returns why it doesn't work, naming the step; undefined when it does
 */
export async function smoke(request: SmokeRequest): Promise<string | undefined> {
  const { url, token, say, patience } = request;
  const door = openDoor(url);
  const title = `Smoke test of ${new Date().toISOString()}`;
  let id: number | undefined;
  let step = "";
  const at = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    step = name;
    const result = await work();
    say(`  works: ${name}`);
    return result;
  };
  try {
    await at("the door opens", () => until(patience.doorMs, () => servesPunctual(door)));
    await at("who shows no token is refused", () => door.ask("/api/tasks", 401));
    id = await at("a task is made", async () => {
      return read(task, await door.ask("/api/tasks", 201, { method: "POST", body: { title }, token })).id;
    });
    const path = `/api/tasks/${id}`;
    await at("it is read", async () => {
      const found = read(task, await door.ask(path, 200, { token }));
      if (found.title !== title) throw new SmokeFailed(`GET ${path}: its title is "${found.title}"`);
    });
    await at("an agent finds it by MCP", () => findByMcp(new URL("/mcp", url), token, title));
    await at("it is completed", async () => {
      const found = read(task, await door.ask(`${path}/complete`, 200, { method: "POST", token }));
      if (found.status !== "done")
        throw new SmokeFailed(`POST ${path}/complete: its status is ${found.status}`);
    });
    await at("its events arrive in its history", () =>
      until(patience.eventMs, async () => {
        const { items } = read(history, await door.ask(`${path}/history`, 200, { token }));
        const events = items.map(({ event_type }) => event_type);
        if (events.join() !== "created,completed") {
          throw new SmokeFailed(`GET ${path}/history: expected created,completed, but it has "${events}"`);
        }
      }),
    );
    await at("it is deleted, also from the trash", async () => {
      await door.ask(path, 204, { method: "DELETE", token });
      await door.ask(`/api/trash/${id}`, 204, { method: "DELETE", token });
      id = undefined;
      await door.ask(path, 404, { token });
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof SmokeFailed)) throw error;
    return `smoke test, "${step}": ${error.message}${await clearUp(door, id, token)}`;
  }
}

async function servesPunctual(door: Door): Promise<void> {
  const { info } = read(document, await door.ask("/openapi.json", 200));
  if (info.title !== "Punctual") throw new SmokeFailed(`${door.url} serves "${info.title}", not Punctual`);
}

/** @returns what was left behind, for the message; empty for nothing */
async function clearUp(door: Door, id: number | undefined, token: string): Promise<string> {
  if (id === undefined) return "";
  try {
    await door.ask(`/api/tasks/${id}`, 204, { method: "DELETE", token });
    await door.ask(`/api/trash/${id}`, 204, { method: "DELETE", token });
    return "";
  } catch (error) {
    if (!(error instanceof SmokeFailed)) throw error;
    return `\nIts task ${id} could not be deleted: ${error.message}`;
  }
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new SmokeFailed(`the answer has another form: ${z.prettifyError(parsed.error)}`);
}

/** Looks again until it works; @throws SmokeFailed, the last, when it still doesn't after so many milliseconds */
async function until(limitMs: number, look: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof SmokeFailed)) throw error;
      if (performance.now() >= deadline) {
        throw new SmokeFailed(`${error.message}\nThat was so for ${limitMs / 1000} seconds.`);
      }
      await delay(PAUSE_MS);
    }
  }
}
